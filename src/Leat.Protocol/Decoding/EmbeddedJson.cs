using System.Text;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>JSON inside a text field, as MLflow sends records and tags of evaluation datasets.</summary>
internal static class EmbeddedJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = EvaluationJson.MaxDepth };

    /// <summary>Parses a field; bare <c>NaN</c> and <c>Infinity</c>, which Python writes, are accepted as numbers.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: invalid JSON, nested too deeply, or with too many values.</exception>
    public static JsonTree Parse(string text, string field)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        if (JsonText.HoldsTooMuch(utf8))
            throw LeatException.InvalidParameter(
                $"Invalid value for parameter '{field}' supplied: it holds more than {JsonText.MaxValues} values. Please send it in several requests."
                + RequestFaults.SeeDocs);
        try
        {
            return JsonTree.Parse(utf8, Options);
        }
        catch (JsonException exception)
        {
            return Repair(utf8) ?? throw Invalid(utf8, field, exception);
        }
    }

    private static JsonTree? Repair(byte[] utf8)
    {
        if (LiteralRepair.Repair(utf8) is not { } repaired)
            return null;
        try
        {
            return JsonTree.Parse(repaired, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static LeatException Invalid(byte[] utf8, string field, JsonException exception)
    {
        var fault = JsonText.IsDeeperThan(EvaluationJson.MaxDepth, utf8)
            ? $"it is nested deeper than {EvaluationJson.MaxDepth} levels."
            : $"it is not JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}).";
        return new LeatException(
            ErrorCode.InvalidParameterValue, $"Invalid value for parameter '{field}' supplied: {fault}" + RequestFaults.SeeDocs, exception);
    }
}
