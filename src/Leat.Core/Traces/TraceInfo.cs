namespace Leat.Core;

/// <summary>A trace without its spans: what one request to an application did.</summary>
/// <param name="TraceId">Usually <c>tr-</c> and 32 hexadecimal digits; in the old API only the 32 digits.</param>
/// <param name="ExperimentId">The experiment it belongs to.</param>
/// <param name="RequestTimeMs">Start time: Unix milliseconds, UTC.</param>
/// <param name="ExecutionDurationMs">Duration; null while unknown.</param>
/// <param name="State">Its outcome.</param>
/// <param name="Metadata">Set at creation, by key.</param>
/// <param name="Tags">Mutable, by key.</param>
/// <param name="Assessments">What people and judges say about it, oldest first.</param>
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
    /// <summary>The application's own id for the request; may be null.</summary>
    public string? ClientRequestId { get; init; }

    /// <summary>The beginning of the input; may be null.</summary>
    public string? RequestPreview { get; init; }

    /// <summary>The beginning of the output; may be null.</summary>
    public string? ResponsePreview { get; init; }

    /// <summary>The value of a tag; null if it is not set.</summary>
    public string? FindTag(string key) => Find(Tags, key);

    /// <summary>The value of a metadata entry; null if it is missing.</summary>
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
