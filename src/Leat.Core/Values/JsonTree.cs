using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Leat.Core;

/// <summary>A parsed JSON text of any length. Dispose it when its elements are no longer used.</summary>
/// <remarks>A <see cref="JsonDocument"/> takes buffers as large as its text from the shared pool. Those of a long text never return there: the
/// pool would keep them for each thread, so that a few texts of 30 MB left hundreds of megabytes behind. Safe for concurrent reading.</remarks>
public sealed class JsonTree : IDisposable
{
    /// <summary>In bytes. Longer texts are few.</summary>
    private const int LongText = 1024 * 1024;

    /// <summary>The buffer that the parser begins with, if the text is long.</summary>
    private const int FirstNotes = 1024 * 1024;

    private readonly JsonDocument _document;
    private readonly bool _isLong;

    private JsonTree(JsonDocument document, bool isLong)
    {
        _document = document;
        _isLong = isLong;
    }

    /// <summary>The value.</summary>
    public JsonElement RootElement => _document.RootElement;

    /// <summary>Parses a text.</summary>
    /// <param name="utf8">Its bytes; they must not change before disposal.</param>
    /// <param name="options">How deep it may be nested.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static JsonTree Parse(ReadOnlyMemory<byte> utf8, JsonDocumentOptions options = default)
    {
        if (utf8.Length <= LongText)
            return new(JsonDocument.Parse(utf8, options), isLong: false);
        var document = JsonDocument.Parse(utf8, options);
        TakeFromPool(NotesOn(utf8.Span));
        return new(document, isLong: true);
    }

    /// <summary>Parses a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">How deep it may be nested.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static JsonTree Parse(string text, JsonDocumentOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > LongText ? Parse(Encoding.UTF8.GetBytes(text), options) : new(JsonDocument.Parse(text, options), isLong: false);
    }

    /// <summary>The text of a JSON string of any length.</summary>
    /// <exception cref="InvalidOperationException">It is no string, or its escapes are no text.</exception>
    public static string? TextOf(JsonElement value)
    {
        var raw = value.ValueKind == JsonValueKind.String ? JsonMarshal.GetRawUtf8Value(value) : [];
        return raw.Length > LongText ? LongJsonString.TextOf(raw[1..^1]) : value.GetString();
    }

    /// <summary>About the bytes that the parser notes of a text: 12 for each value, and for the end of each object and list.</summary>
    private static long NotesOn(ReadOnlySpan<byte> utf8) =>
        12L * (1 + utf8.Count((byte)',') + utf8.Count((byte)':') + (2 * (utf8.Count((byte)'{') + utf8.Count((byte)'['))));

    /// <summary>Takes the buffers that the parser has just outgrown, each half as large as the next, out of the pool of this thread, and leaves
    /// them to the collector.</summary>
    private static void TakeFromPool(long notes)
    {
        for (var size = FirstNotes; size < notes; size *= 2)
            _ = ArrayPool<byte>.Shared.Rent(size);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isLong)
            _document.Dispose();
    }
}
