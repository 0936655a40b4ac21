using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leat.Core;

/// <summary>JSON with nothing escaped but what must be: quotes, backslashes, control characters. Other text stays as it is.</summary>
/// <remarks>
/// .NET's own relaxed encoder still escapes characters outside the basic plane, such as emoji, and those newer than its tables. Never put
/// such JSON into an HTML page: <c>&lt;/script&gt;</c> is not escaped either. Safe for concurrent use.
/// </remarks>
public sealed unsafe class PlainJson : JavaScriptEncoder
{
    /// <summary>The longest escape, <c>\u001f</c>.</summary>
    private const int MaxEscape = 6;

    /// <summary>The characters of a long text that are written at once.</summary>
    private const int PieceLength = 4 * 1024;

    private static readonly SearchValues<char> Escaped = SearchValues.Create(AllEscaped);

    private static readonly SearchValues<byte> EscapedBytes = SearchValues.Create(Encoding.ASCII.GetBytes(AllEscaped));

    private PlainJson()
    {
    }

    /// <summary>The encoder.</summary>
    public static JavaScriptEncoder Encoder { get; } = new PlainJson();

    /// <summary>Settings of writers: this encoder.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = Encoder };

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => MaxEscape;

    private static string AllEscaped => string.Concat(Enumerable.Range(0, ' ').Select(code => (char)code)) + "\"\\";

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\';

    /// <inheritdoc/>
    /// <remarks>The base class requires pointers. Unpaired surrogates count too: the caller replaces them.</remarks>
    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        var escaped = span.IndexOfAny(Escaped);
        var half = FirstHalf(escaped < 0 ? span : span[..escaped]);
        return half < 0 ? escaped : half;
    }

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text) => utf8Text.IndexOfAny(EscapedBytes);

    /// <inheritdoc/>
    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var output = new Span<char>(buffer, bufferLength);
        var escape = unicodeScalar switch
        {
            '"' => '"',
            '\\' => '\\',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\b' => 'b',
            '\f' => 'f',
            _ => '\0',
        };
        if (escape != '\0')
            return Write(['\\', escape], output, out numberOfCharactersWritten);
        if (unicodeScalar < ' ')
            return Write($"\\u{unicodeScalar:x4}", output, out numberOfCharactersWritten);
        numberOfCharactersWritten = 0;
        return Rune.IsValid(unicodeScalar) && new Rune(unicodeScalar).TryEncodeToUtf16(output, out numberOfCharactersWritten);
    }

    /// <summary>A node as text.</summary>
    public static string Of(JsonNode? node)
    {
        if (node is null)
            return "null";
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
            node.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes a text of any length. A writer that is given a long text at once takes room for the longest escape of each character,
    /// eighteen times its size.</summary>
    /// <param name="writer">Writes to a buffer, where it expects a value.</param>
    /// <param name="text">The text.</param>
    /// <param name="mostBytes">The most that the writer may have written, in bytes.</param>
    /// <returns>False if there would be more. The writer is of no more use then.</returns>
    public static bool TryWriteText(Utf8JsonWriter writer, string? text, long mostBytes = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (text is null || text.Length <= PieceLength)
        {
            writer.WriteStringValue(text);
            return true;
        }

        for (var at = 0; at < text.Length; at += PieceLength)
        {
            var end = Math.Min(text.Length, at + PieceLength);
            writer.WriteStringValueSegment(text.AsSpan(at..end), isFinalSegment: end == text.Length);
            if (writer.BytesCommitted + writer.BytesPending > mostBytes)
                return false;
        }

        return true;
    }

    private static bool Write(ReadOnlySpan<char> escape, Span<char> output, out int written)
    {
        written = escape.TryCopyTo(output) ? escape.Length : 0;
        return written > 0;
    }

    /// <summary>The index of the first unpaired surrogate; -1 if there is none.</summary>
    private static int FirstHalf(ReadOnlySpan<char> text)
    {
        for (var i = text.IndexOfAnyInRange('\ud800', '\udfff'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return i;
            i++;
        }

        return -1;
    }
}
