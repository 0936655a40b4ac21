using Leat.Core.Search;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Runs;

/// <summary>A way into the runs of one experiment: the table that a statement reads first, and the range of its index.</summary>
/// <param name="Table">The table: <c>runs</c> itself, or one with a column <c>run</c>.</param>
/// <param name="Range">Makes the condition that the index answers, of the table's alias.</param>
internal sealed record AccessPath(string Table, Func<SqlText, string, string> Range)
{
    /// <summary>The table's alias in statements; <c>runs</c> has its usual one.</summary>
    public string Alias => IsRuns ? "r" : "d";

    /// <summary>The number of the run.</summary>
    public string Run => IsRuns ? "r.id" : "d.run";

    public bool IsRuns => Table == "runs";

    /// <summary>The order in which the rows are wanted, in terms of the path's alias; empty if the path yields no part of the requested
    /// order.</summary>
    public IReadOnlyList<KeysetColumn> Order { get; init; } = [];

    /// <summary>The beginning of that order which the index yields without sorting.</summary>
    public IReadOnlyList<KeysetColumn> IndexOrder { get; init; } = [];

    /// <summary>Conditions that <see cref="Range"/> answers already; the rest of the filter is residual.</summary>
    public IReadOnlyList<Condition> Covered { get; init; } = [];

    /// <summary>The part of the path before, or after, the rows with a certain value in its index order.</summary>
    public AccessPath Beside(object value, bool isBehind) => Compared(isBehind == IndexOrder[0].Ascending ? ">" : "<", value);

    /// <summary>The part of the path from the rows with a certain value in its index order on.</summary>
    public AccessPath From(object value) => Compared(IndexOrder[0].Ascending ? ">=" : "<=", value);

    /// <summary>Written first, because SQLite enters the index by the first of several such conditions.</summary>
    private AccessPath Compared(string comparator, object value)
    {
        var column = IndexOrder[0];
        return this with { Range = (text, alias) => $"{column.Expression} {comparator} {text.Parameter(value)} AND {Range(text, alias)}" };
    }
}
