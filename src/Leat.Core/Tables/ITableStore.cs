namespace Leat.Core;

/// <summary>Reads runs and experiments as tables, for pages that show many of them and little of each. Safe for concurrent use.</summary>
public interface ITableStore
{
    /// <summary>One page of runs by columns. What it costs depends on its rows and columns, not on what else the runs have.</summary>
    Task<RunTable> GetTableAsync(RunTableQuery query, CancellationToken cancellationToken = default);

    /// <summary>How many runs a search would find.</summary>
    Task<RunCount> CountAsync(RunCountQuery query, CancellationToken cancellationToken = default);

    /// <summary>One page of the metrics, params and tags that runs have.</summary>
    Task<RunKeyPage> GetKeysAsync(RunKeyQuery query, CancellationToken cancellationToken = default);

    /// <summary>The most frequent values of a param, tag or attribute.</summary>
    Task<RunValueList> GetValuesAsync(RunValueQuery query, CancellationToken cancellationToken = default);

    /// <summary>One page of experiments with what is known of their runs. What it costs is bounded, however many runs there are.</summary>
    Task<Page<ExperimentRow>> GetExperimentsAsync(ExperimentTableQuery query, CancellationToken cancellationToken = default);
}
