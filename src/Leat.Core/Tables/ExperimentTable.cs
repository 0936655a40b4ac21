namespace Leat.Core;

/// <summary>A page of experiments with what is known of their runs.</summary>
/// <param name="Search">Which experiments, in which order.</param>
/// <param name="Ids">These experiments in this order, whatever their stage, instead of a search; null for a search.</param>
public sealed record ExperimentTableQuery(ExperimentQuery Search, IReadOnlyList<string>? Ids = null)
{
    /// <summary>The most rows of one page.</summary>
    public const int MaxRows = 1_000;

    /// <summary>The rows of a page when nothing is said.</summary>
    public const int DefaultRows = 100;

    /// <summary>How many runs of an experiment are counted.</summary>
    public const int MaxCounted = 100_000;

    /// <summary>A query within the limits.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: too many rows.</exception>
    public static ExperimentTableQuery Create(ExperimentQuery search, IReadOnlyList<string>? ids = null)
    {
        ArgumentNullException.ThrowIfNull(search);
        PageSize.Check(search.MaxResults, MaxRows);
        if (ids?.Count > MaxRows)
            throw LeatException.InvalidParameter($"ids has {ids.Count} entries. It may have at most {MaxRows}.");
        return new ExperimentTableQuery(search, ids);
    }
}

/// <summary>An experiment with what is known of its runs.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Runs">How many active runs it has; deleted ones if it is deleted itself.</param>
/// <param name="IsExact">Whether all its runs were counted; if not, there are at least <paramref name="Runs"/>.</param>
/// <param name="Running">How many of the runs counted are in progress.</param>
/// <param name="LastRunMs">When its newest run, of any stage, was started. Unix milliseconds, UTC; null if there is none.</param>
public sealed record ExperimentRow(Experiment Experiment, long Runs, bool IsExact, long Running, long? LastRunMs);
