namespace Leat.Storage.Sql.Rows;

/// <summary>What a column holds, so that many rows can be sent as one array a column.</summary>
internal enum ColumnType
{
    Integer,
    Real,
    Text,
    Blob,
}

/// <summary>What becomes of a row whose key is there already.</summary>
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

/// <summary>A column that is written.</summary>
internal sealed record RowColumn(string Name, ColumnType Type);

/// <summary>Writing of rows to one table; each syntax makes its statement of it.</summary>
/// <param name="table">The table.</param>
/// <param name="keyCount">How many of the columns, from the first, make the key that rows may meet on.</param>
/// <param name="conflict">What happens when they do.</param>
/// <param name="columns">All columns that are written, in the order of the values.</param>
internal sealed class RowWrite(string table, int keyCount, OnConflict conflict, params RowColumn[] columns)
{
    public string Table => table;

    public OnConflict Conflict => conflict;

    public IReadOnlyList<RowColumn> Columns => columns;

    public IEnumerable<string> Names => columns.Select(column => column.Name);

    public IEnumerable<string> Keys => Names.Take(keyCount);

    public IEnumerable<string> Others => Names.Skip(keyCount);
}
