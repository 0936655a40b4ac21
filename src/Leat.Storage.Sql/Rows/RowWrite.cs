using Leat.Storage.Sql.Schema;

namespace Leat.Storage.Sql.Rows;

/// <summary>What to do if a row with the same key exists already.</summary>
internal enum OnConflict
{
    /// <summary>The statement fails, and its transaction with it.</summary>
    Fail,

    /// <summary>The stored row stays.</summary>
    Keep,

    /// <summary>The columns outside of the key are replaced.</summary>
    Replace,

    /// <summary>The later point of the two stays, by step, timestamp and value; min and max widen. Only for <c>metric_latest</c>.</summary>
    Latest,
}

/// <summary>Describes how rows are written to one table; each syntax makes its own statement from it. Values come in the order of the table's
/// columns, without the number that the database assigns.</summary>
/// <param name="table">The table.</param>
/// <param name="conflict">What to do if a row with the same key exists.</param>
internal sealed class RowWrite(SchemaTable table, OnConflict conflict)
{
    public string Table => table.Name;

    public OnConflict Conflict => conflict;

    /// <summary>The columns that are written.</summary>
    public IReadOnlyList<SchemaColumn> Columns { get; } = [.. table.Columns.Where(column => !column.IsGiven)];

    public IEnumerable<string> Names => Columns.Select(column => column.Name);

    /// <summary>The columns of the key, on which rows may conflict.</summary>
    public IEnumerable<string> Keys => table.Key;

    public IEnumerable<string> Others => Names.Except(table.Key);
}
