using System.Collections.Concurrent;
using System.Globalization;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Schema;

namespace Leat.Storage.Sql.Syntax;

/// <summary>How a database writes what differs between databases; all of it is text. Where most of ours agree, their form is the default
/// here.</summary>
/// <remarks>Statements are written with parameters <c>@p0</c>, <c>@p1</c>, … in every syntax. No statement outside a syntax writes its own row
/// limit: an architecture test ensures this.</remarks>
internal abstract class SqlSyntax
{
    private readonly ConcurrentDictionary<object, string> _texts = new(ReferenceEqualityComparer.Instance);

    /// <summary>A statement to run before rows with given numbers go into a table whose numbers the database assigns; null if there is nothing to
    /// do.</summary>
    public virtual string? BeforeGivenIds(string table) => null;

    /// <summary>A query to run after such rows, so that the database goes on behind the highest number; null where it does so by itself.</summary>
    public virtual string? AfterGivenIds(string table) => null;

    /// <summary>What the schema's tokens stand for.</summary>
    public abstract SchemaTypes Types { get; }

    /// <summary>A query that has a row if the database holds our tables.</summary>
    public abstract string FindSchema { get; }

    /// <summary>The end of a subselect that keeps the planner from looking into it: an EXISTS is looked up for each row that gets as far, not
    /// joined or turned into a set. With hundreds of joins, planning takes longer than any search. Empty where planners do not.</summary>
    public virtual string KeepApart => "";

    /// <summary>Whether indexes over long texts hold all of a text and yield the order of texts, so that statements need not write
    /// <see cref="HeadOf"/>.</summary>
    public virtual bool IndexesWholeTexts => false;

    /// <summary>What an index holds of a long text, as statements must write it to use the index; null if comparisons of the text itself use
    /// it.</summary>
    /// <param name="column">The text: <c>x.value</c>, of a table that has a column <c>head</c>, or a text of another name.</param>
    public virtual string? HeadOf(string column) => column.EndsWith(".value", StringComparison.Ordinal)
        ? string.Concat(column.AsSpan(0, column.Length - "value".Length), "head")
        : $"substr({column}, 1, {SchemaTypes.PrefixLength})";

    /// <summary>Whether an ORDER BY whose beginning an index yields is sorted piece by piece, so that a LIMIT ends the reading early. Otherwise
    /// everything is read before it is sorted.</summary>
    public virtual bool SortsPiecewise => true;

    /// <summary>A join that reads the left side first, where the planner might choose otherwise.</summary>
    public virtual string OrderedJoin => "JOIN";

    /// <summary>The text of a template, built once.</summary>
    public string TextOf(SqlTemplate template) => _texts.GetOrAdd(template, static (_, made) => made.template.Make(made.syntax), (template, syntax: this));

    /// <summary>A query for the numbers of the names, in a column <c>name</c>, that rows of an experiment have: by hops through the index that
    /// begins with both, as no plan of these databases skips equal entries by itself.</summary>
    /// <param name="table">A table with the columns <c>experiment</c> and <c>name</c>.</param>
    /// <param name="experiment">A parameter with the experiment's number.</param>
    public virtual string DistinctNames(string table, string experiment) =>
        $"""
        WITH RECURSIVE hops (name) AS (
          SELECT (SELECT x.name FROM {table} x WHERE x.experiment = {experiment} {First(1, "x.name")})
          UNION ALL
          SELECT (SELECT x.name FROM {table} x WHERE x.experiment = {experiment} AND x.name > hops.name {First(1, "x.name")})
          FROM hops WHERE hops.name IS NOT NULL)
        SELECT hops.name FROM hops WHERE hops.name IS NOT NULL
        """;

    /// <summary>A query for the first values that rows of an experiment with one name have, by hops as <see cref="DistinctNames"/>.</summary>
    /// <param name="table">A table with the columns <c>experiment</c> and <c>name</c>, <c>x</c> in the statement.</param>
    /// <param name="value">What the index holds of the value.</param>
    /// <param name="experiment">A parameter with the experiment's number.</param>
    /// <param name="name">A parameter with the name's number.</param>
    /// <param name="most">A parameter that says how many values are wanted.</param>
    public string DistinctValues(string table, string value, string experiment, string name, string most)
    {
        var first = $"SELECT {value} FROM {table} x WHERE x.experiment = {experiment} AND x.name = {name}";
        return $"""
            WITH RECURSIVE hops (value, hop) AS (
              SELECT ({first} {First(1, value)}), 1
              UNION ALL
              SELECT ({first} AND {value} > hops.value {First(1, value)}), hops.hop + 1 FROM hops WHERE hops.value IS NOT NULL AND hops.hop < {most})
            SELECT hops.value FROM hops WHERE hops.value IS NOT NULL
            """;
    }

    /// <summary>The end of a SELECT that yields its first rows.</summary>
    /// <param name="rows">How many, at least 1.</param>
    /// <param name="order">What follows ORDER BY; null if any rows will do. A SELECT DISTINCT needs an order.</param>
    public string First(int rows, string? order = null) => First(rows.ToString(CultureInfo.InvariantCulture), order);

    /// <summary>The end of a SELECT that yields its first rows.</summary>
    /// <param name="rows">A parameter that says how many, at least 1.</param>
    /// <param name="order">What follows ORDER BY; null if any rows will do. A SELECT DISTINCT needs an order.</param>
    public string First(string rows, string? order = null) => End(order, rows, offset: null);

    /// <summary>The end of a SELECT that yields some rows after others.</summary>
    /// <param name="order">What follows ORDER BY.</param>
    /// <param name="rows">How many rows, at least 1: a parameter or a number.</param>
    /// <param name="offset">How many rows to skip: a parameter or a number.</param>
    public string Page(string order, string rows, string offset) => End(order, rows, offset);

    /// <summary>The statement that writes one row, its values <c>@p0</c>, <c>@p1</c>, … in the order of the columns.</summary>
    public string InsertOf(RowWrite rows) => _texts.GetOrAdd(rows, static (_, made) => made.syntax.MakeInsert(made.rows), (rows, syntax: this));

    /// <summary>An INSERT of one row that returns the row's number, in a column <c>id</c>.</summary>
    public virtual string ReturningId(string insert) => insert + " RETURNING id";

    /// <summary>The statement that keeps other writers from changing the row with id <c>@p0</c> until the transaction ends, and returns columns
    /// of it as they are then; null if there is only one writer.</summary>
    public virtual string? LockRow(string table, string columns = "id") => null;

    /// <summary>An integer as text that compares like other texts.</summary>
    public virtual string AsText(string number) => $"CAST({number} AS TEXT)";

    /// <summary>A column, written so that a condition on it does not use its index.</summary>
    public virtual string Unindexed(string column) => column;

    /// <summary>A condition that is true when a column of numbers is in a set, which is gathered once.</summary>
    /// <param name="column">Not NULL.</param>
    /// <param name="select">Yields the set.</param>
    public virtual string InSet(string column, string select) => $"{Unindexed(column)} IN ({select})";

    /// <summary>A condition that is true when a column of numbers equals one of the values in a list parameter.</summary>
    public abstract string InList(string column, string parameter);

    /// <summary>A condition that is true when a column of texts equals one of the values in a list parameter.</summary>
    public virtual string InTexts(string column, string parameter) => InList(column, parameter);

    /// <summary>The value of a list parameter.</summary>
    public virtual object ListOf(IReadOnlyList<long> values) => JsonList.Of(values);

    /// <summary>The value of a list parameter.</summary>
    public virtual object ListOf(IReadOnlyList<string> values) => JsonList.Of(values);

    /// <summary>A condition that is true when a text matches a pattern.</summary>
    /// <param name="column">The text.</param>
    /// <param name="pattern">The pattern, in the search language's form.</param>
    /// <param name="ignoreCase">Whether A to Z match in any case.</param>
    /// <param name="parameter">Adds the pattern, in the form that the database's operator takes, and returns its parameter.</param>
    public abstract string Like(string column, string pattern, bool ignoreCase, Func<object?, string> parameter);

    /// <summary>Makes the text of <see cref="InsertOf"/>.</summary>
    protected abstract string MakeInsert(RowWrite rows);

    /// <summary>ORDER BY and the limit of rows.</summary>
    protected virtual string End(string? order, string rows, string? offset) =>
        $"{(order is null ? "" : $"ORDER BY {order} ")}LIMIT {rows}{(offset is null ? "" : $" OFFSET {offset}")}";
}
