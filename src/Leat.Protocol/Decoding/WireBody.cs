using System.Text;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>A request body as MLflow reads it. Dispose it after reading its fields.</summary>
/// <remarks>
/// A body that is not JSON counts as an empty object, so the response names the first missing field. A JSON string that contains JSON is decoded a
/// second time, as old clients send it. Anything other than an object is rejected.
/// </remarks>
internal sealed class WireBody : IDisposable
{
    /// <summary>Maximum nesting depth: far more than any call needs, far less than would overflow the stack.</summary>
    public const int MaxDepth = 500;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    private readonly JsonDocument? _document;

    private WireBody(JsonDocument? document)
    {
        _document = document;
        Fields = document is null ? WireFields.Empty : WireFields.FromJson(document.RootElement);
    }

    /// <summary>The fields of the body. Must not be used after disposal.</summary>
    public WireFields Fields { get; }

    /// <summary>Reads a body.</summary>
    /// <param name="utf8">The bytes; they must not change before disposal.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: an array, a number or a Boolean, or nested more
    /// deeply than <see cref="MaxDepth"/>.</exception>
    public static WireBody Parse(ReadOnlyMemory<byte> utf8)
    {
        var document = TryParse(utf8);
        if (document?.RootElement is not { ValueKind: JsonValueKind.String } text)
            return FromRoot(document);
        using (document)
            return FromRoot(TryParse(InnerText(text)));
    }

    public void Dispose() => _document?.Dispose();

    private static WireBody FromRoot(JsonDocument? document)
    {
        var kind = document?.RootElement.ValueKind ?? JsonValueKind.Null;
        if (kind == JsonValueKind.Object)
            return new WireBody(document);
        document?.Dispose();
        if (kind == JsonValueKind.Null)
            return new WireBody(null);
        throw LeatException.InvalidParameter(
            $"The request body must be a JSON object, but it is {Describe(kind)}." + RequestFaults.SeeDocs);
    }

    private static JsonDocument? TryParse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith("\uFEFF"u8))
            utf8 = utf8["\uFEFF"u8.Length..];
        if (utf8.IsEmpty)
            return null;
        if (TryParseStrictly(utf8) is { } document)
            return document;
        if (JsonText.IsDeeperThan(MaxDepth, utf8.Span))
        {
            throw LeatException.InvalidParameter(
                $"The request body is nested deeper than {MaxDepth} levels." + RequestFaults.SeeDocs);
        }

        return LiteralRepair.Repair(utf8.Span) is { } repaired ? TryParseStrictly(repaired) : null;
    }

    private static JsonDocument? TryParseStrictly(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> InnerText(JsonElement text)
    {
        try
        {
            return Encoding.UTF8.GetBytes(text.GetString()!);
        }
        catch (InvalidOperationException)
        {
            return default;
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
