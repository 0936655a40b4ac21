using System.Collections.Concurrent;
using System.Globalization;

namespace Leat.Storage.Sql.Syntax;

/// <summary>How a database writes what databases write differently. Where most of ours agree, their words stand here.</summary>
/// <remarks>No statement outside of a syntax limits its rows in words of its own: an architecture test sees to it.</remarks>
internal class SqlSyntax
{
    private readonly ConcurrentDictionary<object, string> _texts = new(ReferenceEqualityComparer.Instance);

    /// <summary>The end of a SELECT that yields its first rows.</summary>
    /// <param name="rows">How many, at least 1.</param>
    /// <param name="order">What follows ORDER BY; null where any rows will do. A SELECT DISTINCT needs an order.</param>
    public string First(int rows, string? order = null) => First(rows.ToString(CultureInfo.InvariantCulture), order);

    /// <summary>The end of a SELECT that yields its first rows.</summary>
    /// <param name="rows">A parameter that says how many, at least 1.</param>
    /// <param name="order">What follows ORDER BY; null where any rows will do. A SELECT DISTINCT needs an order.</param>
    public string First(string rows, string? order = null) => End(order, rows, offset: null);

    /// <summary>The end of a SELECT that yields some rows after others.</summary>
    /// <param name="order">What follows ORDER BY.</param>
    /// <param name="rows">How many rows, at least 1: a parameter or a number.</param>
    /// <param name="offset">How many rows to pass over: a parameter or a number.</param>
    public string Page(string order, string rows, string offset) => End(order, rows, offset);

    /// <summary>The text of a template, made once.</summary>
    public string TextOf(SqlTemplate template) => _texts.GetOrAdd(template, static (_, made) => made.template.Make(made.syntax), (template, syntax: this));

    /// <summary>ORDER BY and the limit of rows.</summary>
    protected virtual string End(string? order, string rows, string? offset) =>
        $"{(order is null ? "" : $"ORDER BY {order} ")}LIMIT {rows}{(offset is null ? "" : $" OFFSET {offset}")}";
}
