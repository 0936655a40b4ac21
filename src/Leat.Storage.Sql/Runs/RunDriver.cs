using Leat.Core.Search;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Runs;

/// <summary>The table that a search reads first, and which part of it.</summary>
/// <param name="Table">The table: <c>runs</c> itself, or one with a column <c>run</c>.</param>
/// <param name="Where">Makes the condition that an index answers, of the table's alias.</param>
internal sealed record RunDriver(string Table, Func<SqlText, string, string> Where)
{
    /// <summary>The alias in statements: that of runs is the usual one.</summary>
    public string Alias => IsRuns ? "r" : "d";

    /// <summary>The number of the run.</summary>
    public string Run => IsRuns ? "r.id" : "d.run";

    public bool IsRuns => Table == "runs";

    /// <summary>The order that the index yields, of the driver's alias; empty if it is none that was asked for.</summary>
    public IReadOnlyList<SortKey> Order { get; init; } = [];

    /// <summary>The part of the order that an index yields without sorting.</summary>
    public IReadOnlyList<SortKey> IndexedOrder { get; init; } = [];

    /// <summary>Conditions that <see cref="Where"/> covers already.</summary>
    public IReadOnlyList<Condition> Covered { get; init; } = [];

    /// <summary>The part of it that comes before, or behind, what has a value of its indexed order.</summary>
    public RunDriver Beside(object value, bool isBehind)
    {
        var key = IndexedOrder[0];

        // First, as SQLite enters the index by the first of several such conditions.
        return this with { Where = (text, alias) => $"{key.Expression} {(isBehind == key.Ascending ? ">" : "<")} {text.Parameter(value)} AND {Where(text, alias)}" };
    }
}
