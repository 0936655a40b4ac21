namespace Leat.Core;

/// <summary>A page of runs, of which only some columns are wanted.</summary>
/// <remarks>A query that exists is valid.</remarks>
public sealed record RunTableQuery
{
    /// <summary>The most rows of one page.</summary>
    public const int MaxRows = 1_000;

    /// <summary>The rows of a page when nothing is said.</summary>
    public const int DefaultRows = 200;

    /// <summary>The most columns.</summary>
    public const int MaxColumns = 500;

    private RunTableQuery(RunQuery search, IReadOnlyList<RunColumn> columns, long? offset, IReadOnlyList<string>? runIds)
    {
        Search = search;
        Columns = columns;
        Offset = offset;
        RunIds = runIds;
    }

    /// <summary>Which runs, in which order, and where the page begins unless <see cref="Offset"/> or <see cref="RunIds"/> says so.</summary>
    public RunQuery Search { get; }

    /// <summary>What is wanted of each.</summary>
    public IReadOnlyList<RunColumn> Columns { get; }

    /// <summary>How many runs come before the page; null if the page token says where it begins.</summary>
    public long? Offset { get; }

    /// <summary>These runs in this order, whatever their stage, instead of a search; null for a search.</summary>
    public IReadOnlyList<string>? RunIds { get; }

    /// <summary>A page of a search.</summary>
    /// <param name="search">The search.</param>
    /// <param name="columns">What is wanted of each run.</param>
    /// <param name="offset">How many runs come before the page; null if the search's page token says where it begins.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: too many rows or columns, a negative offset, or an offset
    /// beside a token.</exception>
    public static RunTableQuery Create(RunQuery search, IReadOnlyList<RunColumn> columns, long? offset = null)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(columns);
        PageSize.Check(search.MaxResults, MaxRows);
        CheckColumns(columns);
        if (offset < 0)
            throw LeatException.InvalidParameter($"Invalid value {offset} for parameter 'offset' supplied. It must not be negative.");
        if (offset is not null && !string.IsNullOrEmpty(search.PageToken))
            throw LeatException.InvalidParameter("page_token and offset both say where the page begins. Give one of them.");
        return new RunTableQuery(search, columns, offset, null);
    }

    /// <summary>Certain runs.</summary>
    /// <param name="runIds">Up to <see cref="MaxRows"/>. Those that do not exist have no row.</param>
    /// <param name="columns">What is wanted of each.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: too many runs or columns.</exception>
    public static RunTableQuery OfRuns(IReadOnlyList<string> runIds, IReadOnlyList<RunColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(runIds);
        ArgumentNullException.ThrowIfNull(columns);
        CheckColumns(columns);
        if (runIds.Count > MaxRows)
            throw LeatException.InvalidParameter($"run_ids has {runIds.Count} entries. It may have at most {MaxRows}.");
        foreach (var runId in runIds)
            TextRules.CheckStorable("run_ids", runId);
        return new RunTableQuery(new RunQuery { ExperimentIds = [], View = ViewType.All }, columns, null, runIds);
    }

    private static void CheckColumns(IReadOnlyList<RunColumn> columns)
    {
        if (columns.Count > MaxColumns)
            throw LeatException.InvalidParameter($"columns has {columns.Count} entries. It may have at most {MaxColumns}.");
    }
}
