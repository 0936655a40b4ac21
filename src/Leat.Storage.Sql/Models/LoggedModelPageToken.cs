using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leat.Core;

namespace Leat.Storage.Sql.Models;

/// <summary>Page tokens of <c>logged-models/search</c>: base64 of JSON with the experiments, the filter and the order they belong to.</summary>
internal static class LoggedModelPageToken
{
    /// <summary>Otherwise a duplicate field would be noticed only when it is read, with a different kind of exception.</summary>
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static string FromOffset(LoggedModelQuery query, long offset)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, PlainJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WritePropertyName("experiment_ids");
            WriteStrings(json, query.ExperimentIds);
            json.WriteString("filter_string", query.Filter.Text);
            json.WritePropertyName("order_by");
            WriteOrder(json, query.OrderBy.Sent);
            json.WriteNumber("offset", offset);
            json.WriteEndObject();
        }

        return Convert.ToBase64String(buffer.WrittenSpan);
    }

    /// <summary>How many models a query's token skips; 0 without one.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not a token, or one of another query.</exception>
    public static long ToOffset(LoggedModelQuery query)
    {
        if (string.IsNullOrEmpty(query.PageToken))
            return 0;
        var token = Parse(query.PageToken);
        var expected = Parse(FromOffset(query, 0));
        Check(token, expected, "experiment_ids", "Experiment IDs", "experiment IDs");
        Check(token, expected, "filter_string", "Filter string", "filter string");
        Check(token, expected, "order_by", "Order by", "order by");
        return token["offset"] is JsonValue value && value.TryGetValue<long>(out var offset) && offset >= 0
            ? offset
            : throw LeatException.InvalidParameter($"Invalid page token: {query.PageToken}. It has no offset.");
    }

    private static JsonObject Parse(string token)
    {
        try
        {
            return JsonNode.Parse(Convert.FromBase64String(token), documentOptions: Strict) as JsonObject
                ?? throw LeatException.InvalidParameter($"Invalid page token: {token}");
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw new LeatException(ErrorCode.InvalidParameterValue, $"Invalid page token: {token}", exception);
        }
    }

    private static void Check(JsonObject token, JsonObject expected, string field, string what, string requested)
    {
        if (JsonNode.DeepEquals(token[field], expected[field]))
            return;
        throw LeatException.InvalidParameter(
            $"{what} in the page token do not match the requested {requested}. "
            + $"Expected: {PlainJson.Of(expected[field])}. Found: {PlainJson.Of(token[field])}");
    }

    private static void WriteStrings(Utf8JsonWriter json, IReadOnlyList<string> values)
    {
        json.WriteStartArray();
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void WriteOrder(Utf8JsonWriter json, IReadOnlyList<ModelOrder> order)
    {
        json.WriteStartArray();
        foreach (var term in order)
        {
            json.WriteStartObject();
            json.WriteString("field_name", term.FieldName);
            json.WriteBoolean("ascending", term.Ascending);
            json.WriteString("dataset_name", term.DatasetName);
            json.WriteString("dataset_digest", term.DatasetDigest);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
