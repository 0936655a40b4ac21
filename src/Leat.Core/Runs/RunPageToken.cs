using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Leat.Core.Search;

namespace Leat.Core;

/// <summary>Page tokens of searches over runs: MLflow's <c>{"offset": N}</c>, plus a keyset cursor: the position of the page's last run in
/// the order (<c>after</c>) and a hash of its query (<c>query</c>).</summary>
/// <remarks>With the cursor, the next page is found as fast as the first, however deep. A token without one, such as MLflow's, or of
/// another query skips runs by its offset.</remarks>
public static class RunPageToken
{
    /// <summary>If the texts of a cursor are longer than this in total, in UTF-16 units, the token would be unwieldy: the next page then
    /// skips by offset.</summary>
    private const int MaxTextLength = 2_000;

    private const int HashLength = 12;
    private const string NaN = "NaN";

    /// <summary>The token of the page that follows.</summary>
    /// <param name="query">The search.</param>
    /// <param name="offset">The number of runs so far, including this page.</param>
    /// <param name="last">The page's last run.</param>
    public static string After(RunQuery query, long offset, Run last)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(last);

        // A run in memory does not hold these parts, and no index yields their order.
        if (query.OrderBy.Terms.Any(term => term.Field is NamedField { Part: not MetricPart.Last }))
            return PageToken.FromOffset(offset);
        var values = RunCursor.ValuesOf(last, query.OrderBy.Total);
        if (values.Sum(value => (value.Value as string)?.Length ?? 0) > MaxTextLength)
            return PageToken.FromOffset(offset);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, PlainJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteNumber("offset", offset);
            json.WriteString("query", HashOf(query));
            json.WriteStartArray("after");
            foreach (var value in values)
                Write(json, value);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Convert.ToBase64String(buffer.WrittenSpan);
    }

    /// <summary>Where a query's page begins.</summary>
    /// <returns>How many runs came before, 0 without a token, and the cursor if the token has one for this query.</returns>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not a token.</exception>
    public static (long Offset, RunCursor? Cursor) Read(RunQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (string.IsNullOrEmpty(query.PageToken))
            return (0, null);
        var (offset, token) = PageToken.Read(query.PageToken);
        return (offset, ReadCursor(query, token));
    }

    private static void Write(Utf8JsonWriter json, OrderValue value)
    {
        switch (value)
        {
            case { Rank: OrderRank.NotANumber }:
                json.WriteStringValue(NaN);
                break;
            case { Value: double number }:
                json.WriteNumberValue(number);
                break;
            case { Value: long time }:
                json.WriteNumberValue(time);
                break;
            default:
                json.WriteStringValue(value.Value as string);
                break;
        }
    }

    /// <summary>Tokens come from outside: one without a fitting value for every term gives no cursor.</summary>
    private static RunCursor? ReadCursor(RunQuery query, JsonElement token)
    {
        if (!token.TryGetProperty("query", out var hash) || hash.ValueKind != JsonValueKind.String || !hash.ValueEquals(HashOf(query)))
            return null;
        var terms = query.OrderBy.Total;
        if (!token.TryGetProperty("after", out var after) || after.ValueKind != JsonValueKind.Array || after.GetArrayLength() != terms.Count)
            return null;
        var values = new List<OrderValue>(terms.Count);
        foreach (var (term, json) in terms.Zip(after.EnumerateArray()))
        {
            if (ReadValue(term, json) is not { } value)
                return null;
            values.Add(value);
        }

        return new RunCursor(terms, values);
    }

    private static OrderValue? ReadValue(OrderTerm term, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return OrderValue.Missing;
        if (term.Entity == SearchEntity.Metric)
        {
            if (json.ValueKind == JsonValueKind.String)
                return json.ValueEquals(NaN) ? OrderValue.NotANumber : null;
            return json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var number) ? OrderValue.Of(number) : null;
        }

        if (term.Field is AttributeField { Type: FieldType.Number })
            return json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var time) ? OrderValue.Of(time) : null;
        return json.ValueKind == JsonValueKind.String && ReadText(json) is { } text ? OrderValue.Of(text) : null;
    }

    private static string? ReadText(JsonElement json)
    {
        try
        {
            return json.GetString() is { } text && TextRules.IsStorable(text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // An escape that is not valid Unicode.
            return null;
        }
    }

    /// <summary>The same for all pages of one search, whatever their size.</summary>
    private static string HashOf(RunQuery query)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, [query.Filter.Text ?? "", query.Filter.Language.ToString(), query.View.ToString()]);
        Append(hash, query.ExperimentIds);
        Append(hash, query.OrderBy.Text);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, HashLength));
    }

    /// <summary>Each text with its length before it, so that no two lists have the same bytes.</summary>
    private static void Append(IncrementalHash hash, IReadOnlyList<string> texts)
    {
        Append(texts.Count);
        foreach (var text in texts)
        {
            Append(text.Length);
            hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
        }

        void Append(int number) => hash.AppendData(BitConverter.GetBytes(number));
    }
}
