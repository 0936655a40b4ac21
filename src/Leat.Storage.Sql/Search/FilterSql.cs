using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Sql.Search;

/// <summary>Turns filters into SQL.</summary>
internal static class FilterSql
{
    /// <summary>True of no row, in every database.</summary>
    public const string Never = "1 = 0";

    /// <summary>True of every row, in every database.</summary>
    public const string Always = "1 = 1";

    /// <summary>The SQL of a filter.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="compile">Makes the SQL of a condition; never NULL, so that NOT of it is its opposite.</param>
    public static string Compile(FilterNode filter, Func<Condition, string> compile) => filter switch
    {
        ConditionNode leaf => compile(leaf.Condition),
        NotNode not => $"NOT ({Compile(not.Node, compile)})",
        OrNode or => Join(" OR ", or.Nodes, compile),
        AndNode { Nodes.Count: 0 } => Always,
        AndNode and => Join(" AND ", and.Nodes, compile),
        _ => throw new NotSupportedException($"A filter of type {filter.GetType().Name} has no SQL."),
    };

    /// <summary>The condition that keeps the stages in view; null for all.</summary>
    public static string? InView(SqlText text, string stage, ViewType view) => view == ViewType.All
        ? null
        : $"{stage} = {text.Parameter((int)(view == ViewType.ActiveOnly ? LifecycleStage.Active : LifecycleStage.Deleted))}";

    private static string Join(string conjunction, IEnumerable<FilterNode> nodes, Func<Condition, string> compile) =>
        string.Join(conjunction, nodes.Select(node => $"({Compile(node, compile)})"));
}
