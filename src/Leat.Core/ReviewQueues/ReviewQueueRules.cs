namespace Leat.Core;

/// <summary>Limits of review queues. Lengths are in code points.</summary>
public static class ReviewQueueRules
{
    /// <summary>Longest name of a queue or user.</summary>
    public const int MaxNameLength = 250;

    /// <summary>Most users, schemas, and items of one call.</summary>
    public const int MaxEntries = 1_000;

    /// <summary>Page size if a request does not say.</summary>
    public const int DefaultPageSize = 100;

    /// <summary>Largest page.</summary>
    public const int MaxPageSize = 1_000;

    internal const string DefaultName = "default";

    /// <summary>The error for an unknown queue.</summary>
    public static LeatException NotFound(string queueId) =>
        LeatException.DoesNotExist($"Review queue with ID '{TextRules.Truncate(queueId, 100)}' not found.");

    /// <summary>The error for a name that no queue of the experiment has.</summary>
    public static LeatException NameNotFound(string experimentId, string name) => LeatException.DoesNotExist(
        $"Review queue with name '{TextRules.Truncate(name, MaxNameLength)}' not found in experiment {experimentId}.");

    /// <summary>The error for a name that another queue of the experiment has.</summary>
    public static LeatException NameTaken(string name) => new(
        ErrorCode.ResourceAlreadyExists, $"Review queue with name '{name}' already exists in the experiment.");

    /// <summary>The error for a trace that is not in the queue.</summary>
    public static LeatException ItemNotFound(string queueId, string itemId) => LeatException.DoesNotExist(
        $"Item '{TextRules.Truncate(itemId, 256)}' not found in review queue '{TextRules.Truncate(queueId, 100)}'.");

    /// <summary>The error for a change of a user's own queue.</summary>
    public static LeatException IsOfUser() => LeatException.InvalidParameter("A review queue of type USER cannot be changed.");

    /// <summary>The name in one case.</summary>
    public static string Fold(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.ToLowerInvariant();
    }

    internal static string CheckName(string field, string? name)
    {
        if (string.IsNullOrEmpty(name))
            throw LeatException.InvalidParameter($"Missing value for required parameter '{field}'.");
        TextRules.CheckStorable(field, name);
        TextRules.CheckLength(field, name, MaxNameLength);
        return name;
    }

    internal static IReadOnlyList<string> CheckUsers(IReadOnlyList<string> users) => Check("users", users, user => CheckName("users", user));

    internal static IReadOnlyList<string> CheckSchemas(IReadOnlyList<string> schemaIds) => Check("schema_ids", schemaIds, id => CheckName("schema_ids", id));

    /// <summary>The ids of traces, each once.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: too many, or one that is no id of a trace.</exception>
    public static IReadOnlyList<string> CheckItems(IReadOnlyList<string> itemIds) => Check("item_ids", itemIds, id => TraceRules.CheckTraceId(id, "item_ids"));

    private static IReadOnlyList<string> Check(string field, IReadOnlyList<string> values, Action<string> check)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count > MaxEntries)
            throw LeatException.InvalidParameter($"Invalid value for parameter '{field}' supplied: {values.Count} entries. At most {MaxEntries} are allowed.");
        foreach (var value in values)
            check(value);
        return [.. values.Distinct(StringComparer.Ordinal)];
    }
}
