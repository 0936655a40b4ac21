using System.Text;
using Leat.Core.Search;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Search;

/// <summary>A statement being built: its parts and the values of its parameters.</summary>
internal sealed class SqlText(SqlSyntax syntax)
{
    private readonly List<object?> _arguments = [];

    public SqlSyntax Syntax => syntax;

    public object?[] Arguments => [.. _arguments];

    /// <summary>Adds a value and returns its parameter.</summary>
    public string Parameter(object? value)
    {
        _arguments.Add(value);
        return ParameterNames.Of(_arguments.Count - 1);
    }

    /// <summary>The text of a column.</summary>
    public string Column(SearchColumn column) => column.IsNumberAsText ? syntax.AsText(column.Expression) : column.Expression;

    /// <summary>The comparison of a column with the value of a condition; never NULL.</summary>
    public string Compare(SearchColumn column, Condition condition)
    {
        var comparison = Compare(Column(column), condition);
        return column.IsNullable ? $"{column.Expression} IS NOT NULL AND {comparison}" : comparison;
    }

    /// <summary>The comparison of a column that is not NULL with the value of a condition.</summary>
    public string Compare(string column, Condition condition) => condition switch
    {
        TextCondition { IsNever: true } => FilterSql.Never,
        NumberCondition number => $"{column} {Operator(number.Comparator)} {Parameter(number.Value)}",
        TextCondition text => CompareText(column, text),
        ListCondition { Comparator: Comparator.NotIn } list => $"NOT ({syntax.InTexts(column, Parameter(syntax.ListOf(list.Values)))})",
        ListCondition list => syntax.InTexts(column, Parameter(syntax.ListOf(list.Values))),
        PresenceCondition { IsPresent: true } => FilterSql.Always,
        _ => throw new NotSupportedException($"A condition of type {condition.GetType().Name} has no SQL."),
    };

    private string CompareText(string column, TextCondition condition) => condition.Comparator switch
    {
        Comparator.Like => syntax.Like(column, condition.Value, ignoreCase: false, Parameter),
        Comparator.ILike => syntax.Like(column, condition.Value, ignoreCase: true, Parameter),
        var comparator => $"{column} {Operator(comparator)} {Parameter(condition.Value)}",
    };

    private static string Operator(Comparator comparator) => comparator switch
    {
        Comparator.Equal => "=",
        Comparator.NotEqual => "<>",
        Comparator.Greater => ">",
        Comparator.GreaterOrEqual => ">=",
        Comparator.Less => "<",
        Comparator.LessOrEqual => "<=",
        _ => throw new NotSupportedException($"{comparator} is not an order comparator."),
    };

    /// <summary>The direction of a term.</summary>
    public static string Direction(OrderTerm term) => term.Ascending ? "ASC" : "DESC";

    /// <summary>The sort keys for an expression that may be NULL: such rows come last in both directions.</summary>
    public static string[] NullsLast(string expression, OrderTerm term) =>
        [$"CASE WHEN {expression} IS NULL THEN 1 ELSE 0 END", $"{expression} {Direction(term)}"];

    /// <summary>Joins conditions with AND; true when there are none.</summary>
    public static string And(IReadOnlyList<string> conditions)
    {
        if (conditions.Count == 0)
            return "1 = 1";
        var text = new StringBuilder();
        foreach (var condition in conditions)
            text.Append(text.Length == 0 ? "" : "\n  AND ").Append('(').Append(condition).Append(')');
        return text.ToString();
    }
}
