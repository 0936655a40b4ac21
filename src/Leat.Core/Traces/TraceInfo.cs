namespace Leat.Core;

/// <summary>A trace without its spans: what one call of an application did.</summary>
/// <param name="TraceId"><c>tr-</c> and 32 hexadecimal digits as a rule; of the old API 32 digits alone.</param>
/// <param name="ExperimentId">The experiment it belongs to.</param>
/// <param name="RequestTimeMs">When it began: Unix milliseconds, UTC.</param>
/// <param name="ExecutionDurationMs">How long it took; null while that is not known.</param>
/// <param name="State">How it went.</param>
/// <param name="Metadata">Set when it was made, by key.</param>
/// <param name="Tags">May change, by key.</param>
/// <param name="Assessments">What people and judges say of it, oldest first.</param>
public sealed record TraceInfo(
    string TraceId,
    string ExperimentId,
    long RequestTimeMs,
    long? ExecutionDurationMs,
    TraceState State,
    IReadOnlyList<Tag> Metadata,
    IReadOnlyList<Tag> Tags,
    IReadOnlyList<Assessment> Assessments)
{
    /// <summary>The application's own id of the call; null without one.</summary>
    public string? ClientRequestId { get; init; }

    /// <summary>The beginning of what went in; null without one.</summary>
    public string? RequestPreview { get; init; }

    /// <summary>The beginning of what came out; null without one.</summary>
    public string? ResponsePreview { get; init; }

    /// <summary>The value of a tag; null if it is not set.</summary>
    public string? FindTag(string key) => Find(Tags, key);

    /// <summary>The value of an entry of the metadata; null if it is not there.</summary>
    public string? FindMetadata(string key) => Find(Metadata, key);

    private static string? Find(IReadOnlyList<Tag> entries, string key)
    {
        foreach (var entry in entries)
        {
            if (entry.Key == key)
                return entry.Value;
        }

        return null;
    }
}
