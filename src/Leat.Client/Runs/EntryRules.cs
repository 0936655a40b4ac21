using Leat.Core;

namespace Leat.Client;

/// <summary>Finds wrong arguments at the call, where the caller can still see them; the limits are those of the store.</summary>
internal static class EntryRules
{
    public static void CheckMetric(string key, long timestampMs)
    {
        CheckKey("Metric", key);
        if (timestampMs < 0)
            throw LeatException.InvalidParameter($"The time of metric '{key}' lies before 1970, which no store can keep.");
    }

    public static void CheckText(string kind, string key, string value)
    {
        CheckKey(kind, key);
        TextRules.CheckStorable($"{kind} value", value);
    }

    private static void CheckKey(string kind, string key)
    {
        if (string.IsNullOrEmpty(key))
            throw LeatException.InvalidParameter($"{kind} name must not be empty.");
        TextRules.CheckKey("key", key);
        TextRules.CheckLength($"{kind} name", key, LogRules.MaxKeyLength);
    }
}
