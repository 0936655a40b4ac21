namespace Leat.Core;

/// <summary>Which metrics, params and tags to list: the columns that a table may have.</summary>
public sealed record RunKeyQuery
{
    /// <summary>The most keys of one page.</summary>
    public const int MaxPageSize = 1_000;

    /// <summary>The keys of a page when nothing is said.</summary>
    public const int DefaultPageSize = 500;

    /// <summary>The kinds, in this order.</summary>
    public static IReadOnlyList<RunColumnKind> AllKinds { get; } = [RunColumnKind.Metric, RunColumnKind.Param, RunColumnKind.Tag];

    /// <summary>Experiments to look in; none gives no keys.</summary>
    public required IReadOnlyList<string> ExperimentIds { get; init; }

    /// <summary>Some of <see cref="AllKinds"/>.</summary>
    public IReadOnlyList<RunColumnKind> Kinds { get; init; } = AllKinds;

    /// <summary>What keys must contain, in any case; null for all.</summary>
    public string? Contains { get; init; }

    /// <summary>Page size, 1 to <see cref="MaxPageSize"/>.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: out of range.</exception>
    public long MaxResults { get; init => field = PageSize.Check(value, MaxPageSize); } = DefaultPageSize;

    /// <summary>The token from the previous page, or null for the first page.</summary>
    public string? PageToken { get; init; }

    /// <summary>Whether the keys of the page are counted and measured.</summary>
    public bool Counts { get; init; }
}

/// <summary>A metric, param or tag that some runs have.</summary>
/// <param name="Kind">Which of them it is.</param>
/// <param name="Key">Its name.</param>
public sealed record RunKey(RunColumnKind Kind, string Key)
{
    /// <summary>How many runs have it, whatever their stage; null if they were not counted.</summary>
    public long? Runs { get; init; }

    /// <summary>The least latest value of a metric, NaN aside; null if unknown.</summary>
    public double? Least { get; init; }

    /// <summary>The greatest latest value of a metric, NaN aside; null if unknown.</summary>
    public double? Greatest { get; init; }

    /// <summary>Whether some of the first runs looked at have logged a metric at another step than 0; null if unknown.</summary>
    public bool? HasSteps { get; init; }
}

/// <summary>A page of keys.</summary>
/// <param name="Keys">By kind in the order asked for, then by name.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="NextPageToken">Fetches what follows; null when nothing does.</param>
public sealed record RunKeyPage(IReadOnlyList<RunKey> Keys, long Total, string? NextPageToken);
