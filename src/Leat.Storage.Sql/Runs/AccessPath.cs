using Leat.Core.Search;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Runs;

/// <summary>A way into the runs of one experiment: the table that a statement reads first, and the range of it that an index answers.</summary>
/// <param name="Table">The table: <c>runs</c> itself, or one with a column <c>run</c>.</param>
/// <param name="Range">Makes the condition that the index answers, of the table's alias.</param>
internal sealed record AccessPath(string Table, Func<SqlText, string, string> Range)
{
    /// <summary>The alias in statements: that of runs is the usual one.</summary>
    public string Alias => IsRuns ? "r" : "d";

    /// <summary>The number of the run.</summary>
    public string Run => IsRuns ? "r.id" : "d.run";

    public bool IsRuns => Table == "runs";

    /// <summary>The order in which the rows are wanted, of the path's alias; empty if the path yields none that was asked for.</summary>
    public IReadOnlyList<KeysetColumn> Order { get; init; } = [];

    /// <summary>The beginning of that order which the index yields without sorting.</summary>
    public IReadOnlyList<KeysetColumn> IndexOrder { get; init; } = [];

    /// <summary>Conditions that <see cref="Range"/> answers already; the rest of the filter is residual.</summary>
    public IReadOnlyList<Condition> Covered { get; init; } = [];

    /// <summary>The part of the path before, or behind, what has a value of its index order.</summary>
    public AccessPath Beside(object value, bool isBehind)
    {
        var column = IndexOrder[0];

        // First, as SQLite enters the index by the first of several such conditions.
        return this with { Range = (text, alias) => $"{column.Expression} {(isBehind == column.Ascending ? ">" : "<")} {text.Parameter(value)} AND {Range(text, alias)}" };
    }
}
