namespace Leat.Core;

/// <summary>Reads runs as tables, for pages that show many runs and few of their fields. Safe for concurrent use.</summary>
public interface ITableStore
{
    /// <summary>One page of runs by columns. What it costs depends on its rows and columns, not on what else the runs have.</summary>
    Task<RunTable> GetTableAsync(RunTableQuery query, CancellationToken cancellationToken = default);
}
