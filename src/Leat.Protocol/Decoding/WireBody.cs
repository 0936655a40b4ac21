using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>A request body as MLflow reads it. Dispose it after reading its fields.</summary>
/// <remarks>
/// An empty body and <c>null</c> count as an empty object, so the response names the first missing field. A JSON string that contains JSON is
/// decoded a second time, as old clients send it. Anything other than an object is rejected, and so is what is not JSON: MLflow takes that
/// for an empty object, too, and then answers a search with everything.
/// </remarks>
internal sealed class WireBody : IDisposable
{
    /// <summary>Maximum nesting depth: far more than any call needs, far less than would overflow the stack.</summary>
    public const int MaxDepth = 500;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    private readonly JsonTree? _document;

    private WireBody(JsonTree? document)
    {
        _document = document;
        Fields = document is null ? WireFields.Empty : WireFields.FromJson(document.RootElement);
    }

    /// <summary>The fields of the body. Must not be used after disposal.</summary>
    public WireFields Fields { get; }

    /// <summary>Reads a body.</summary>
    /// <param name="utf8">The bytes; they must not change before disposal.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not JSON, an array, a number or a Boolean, or nested
    /// more deeply than <see cref="MaxDepth"/>.</exception>
    public static WireBody Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith("\uFEFF"u8))
            utf8 = utf8["\uFEFF"u8.Length..];
        if (!utf8.Span.ContainsAnyExcept(" \t\r\n"u8))
            return new WireBody(null);
        var document = ParseJson(utf8);
        CheckUtf8(utf8.Span);
        if (document.RootElement is not { ValueKind: JsonValueKind.String } text)
            return FromRoot(document);
        using (document)
            return FromRoot(ParseJson(InnerText(text)));
    }

    public void Dispose() => _document?.Dispose();

    private static WireBody FromRoot(JsonTree document)
    {
        var kind = document.RootElement.ValueKind;
        if (kind == JsonValueKind.Object)
            return new WireBody(document);
        document.Dispose();
        if (kind == JsonValueKind.Null)
            return new WireBody(null);
        throw RequestFaults.Described($"The request body must be a JSON object, but it is {Describe(kind)}.");
    }

    private static JsonTree ParseJson(ReadOnlyMemory<byte> utf8)
    {
        if (JsonText.HoldsTooMuch(utf8.Span))
            throw RequestFaults.Described($"The request body holds more than {JsonText.MaxValues} values. Please send it in several requests.");
        try
        {
            return JsonTree.Parse(utf8, Options);
        }
        catch (JsonException exception)
        {
            return LiteralRepair.Repair(utf8.Span) is { } repaired && TryParseJson(repaired) is { } document
                ? document
                : throw NotReadable(utf8.Span, exception);
        }
    }

    /// <summary>The parser looks at the bytes of those strings only that are read.</summary>
    private static void CheckUtf8(ReadOnlySpan<byte> utf8)
    {
        if (Utf8.IsValid(utf8))
            return;
        var at = 0;
        while (Rune.DecodeFromUtf8(utf8[at..], out _, out var length) == OperationStatus.Done)
            at += length;
        throw RequestFaults.Described($"The request body is not JSON: byte {at + 1} is not UTF-8.");
    }

    private static JsonTree? TryParseJson(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonTree.Parse(utf8, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static LeatException NotReadable(ReadOnlySpan<byte> utf8, JsonException exception)
    {
        if (JsonText.IsDeeperThan(MaxDepth, utf8))
            return RequestFaults.Described($"The request body is nested deeper than {MaxDepth} levels.", exception);
        var fault = JsonText.OtherForm(utf8) is { } form
            ? $"it looks like {form}. Send it unpacked and in UTF-8."
            : $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.";
        return RequestFaults.Described($"The request body is not JSON: {fault}", exception);
    }

    private static ReadOnlyMemory<byte> InnerText(JsonElement text)
    {
        try
        {
            return Encoding.UTF8.GetBytes(text.GetString()!);
        }
        catch (InvalidOperationException exception)
        {
            throw RequestFaults.Described("The request body is not JSON: it is a string that is not text.", exception);
        }
    }

    private static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Number => "a number",
        JsonValueKind.String => "a string",
        _ => "a truth value",
    };
}
