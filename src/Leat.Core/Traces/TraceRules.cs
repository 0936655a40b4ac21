using System.Buffers;

namespace Leat.Core;

/// <summary>Limits of traces. Lengths are in code points.</summary>
public static class TraceRules
{
    /// <summary>Maximum traces that one call links to a run.</summary>
    public const int MaxLinkedTraces = 100;

    /// <summary>Longest preview of a request or response; longer ones are truncated. Clients truncate at 1,000.</summary>
    public const int MaxPreviewLength = 10_000;

    private const long MinTimestampMs = -62_135_596_800_000;
    private const long MaxTimestampMs = 253_402_300_799_999;

    private const int MaxIdLength = 256;
    private const int MaxClientRequestIdLength = 256;

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:");

    /// <summary>Rejects an invalid trace id, which becomes part of a path.</summary>
    public static void CheckTraceId(string traceId, string path = "trace_id")
    {
        if (traceId.Length is 0 or > MaxIdLength || !char.IsAsciiLetterOrDigit(traceId[0]) || traceId.AsSpan().ContainsAnyExcept(IdCharacters))
        {
            throw LeatException.InvalidParameter(
                $"Invalid value {PythonFormat.OfText(TextRules.Truncate(traceId, MaxIdLength))} for parameter '{path}' supplied: the id of a trace "
                + $"has 1 to {MaxIdLength} letters, digits, '_', '-', '.' and ':', and begins with a letter or digit.");
        }
    }

    /// <summary>Rejects times outside the years 1 to 9999.</summary>
    internal static long CheckTime(string field, long timestampMs) =>
        timestampMs is >= MinTimestampMs and <= MaxTimestampMs
            ? timestampMs
            : throw LeatException.InvalidParameter(
                $"Invalid value {timestampMs} for parameter '{field}' supplied: it must lie in the years 1 to 9999, in milliseconds since 1970.");

    internal static string? CheckClientRequestId(string? id)
    {
        if (string.IsNullOrEmpty(id))
            return null;
        TextRules.CheckLength("client_request_id", id, MaxClientRequestIdLength);
        TextRules.CheckStorable("client_request_id", id);
        return id;
    }

    internal static string? CheckPreview(string field, string? preview)
    {
        if (preview is null)
            return null;
        TextRules.CheckStorable(field, preview);
        return TextRules.Truncate(preview, MaxPreviewLength);
    }

    /// <summary>The initial tags or metadata of a trace; if a key occurs more than once, the last one wins. MLflow does not check the
    /// characters of these keys, only of tags set later.</summary>
    internal static IReadOnlyList<Tag> CheckEntries(string field, IReadOnlyList<Tag>? entries, InputLimits? limits)
    {
        if (entries is null || entries.Count == 0)
            return [];
        var result = new Tag[entries.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var (key, value) = (entries[i].Key, entries[i].Value);
            TextRules.CheckLength($"{field}.key", key, LogRules.MaxKeyLength);
            TextRules.CheckStorable($"{field}.key", key);
            TextRules.CheckStorable($"{field}.value", value);
            result[i] = new Tag(key, LogRules.LimitTagValue($"{field}.value", value, limits ?? InputLimits.Default));
        }

        return TagRules.LastOfEachKey(result);
    }

    /// <summary>Validates a tag to be set on a trace.</summary>
    public static Tag CheckTag(Tag tag, InputLimits limits) => LogRules.CheckTag(tag, "key", "key", limits);
}
