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

    /// <summary>The parts of <see cref="Range"/>, if it is not one range of the index but several.</summary>
    public IReadOnlyList<Func<SqlText, string, string>> Ranges { get; init; } = [];

    /// <summary>Conditions that <see cref="Range"/> answers already; the rest of the filter is residual.</summary>
    public IReadOnlyList<Condition> Covered { get; init; } = [];

    /// <summary>The part of the path before, or after, the rows with a certain value in its index order.</summary>
    public AccessPath Beside(object value, bool isBehind) => Compared(isBehind == IndexOrder[0].Ascending ? ">" : "<", value);

    /// <summary>The part of the path from the rows with a certain value in its index order on.</summary>
    public AccessPath From(object value) => Compared(IndexOrder[0].Ascending ? ">=" : "<=", value);

    /// <summary>The table as a statement reads it first, and the condition on it. Where the database's planner must not look into a subselect, one
    /// holds a range whose order is not wanted, for which the planner might use another index, and ranges that it might take for none.</summary>
    public (string From, IReadOnlyList<string> Where) Enter(SqlText text)
    {
        var end = text.Syntax.KeepApart;
        if (end.Length == 0 || (Ranges.Count == 0 && !(IsRuns && IndexOrder.Count == 0)))
            return ($"{Table} {Alias}", [Range(text, Alias)]);
        return ($"({string.Join(" UNION ALL ", Select(text, "*", Alias))}{end}) {Alias}", []);
    }

    /// <summary>A query for the numbers of the runs.</summary>
    public string SelectRuns(SqlText text)
    {
        var alias = IsRuns ? "r" : "x";
        return string.Join(" UNION ALL ", Select(text, IsRuns ? "r.id" : "x.run", alias));
    }

    private IEnumerable<string> Select(SqlText text, string columns, string alias) =>
        (Ranges.Count == 0 || text.Syntax.KeepApart.Length == 0 ? [Range] : Ranges)
        .Select(range => $"SELECT {columns} FROM {Table} {alias} WHERE {range(text, alias)}");

    /// <summary>The part of the path up to the rows with a certain value in its index order.</summary>
    public AccessPath Until(object value) => Compared(IndexOrder[0].Ascending ? "<=" : ">=", value);

    /// <summary>Written first, because SQLite enters the index by the first of several such conditions.</summary>
    private AccessPath Compared(string comparator, object value)
    {
        var column = IndexOrder[0];
        return this with { Range = (text, alias) => $"{column.Expression} {comparator} {text.Parameter(value)} AND {Range(text, alias)}" };
    }
}
