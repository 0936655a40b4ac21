namespace Leat.Storage.Sql.Schema;

/// <summary>What a column holds, so that many rows can be sent as one array per column.</summary>
internal enum ColumnType
{
    Integer,
    Real,
    Text,
    Blob,
}

/// <summary>A column as the steps of the schema make it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds.</param>
/// <param name="IsGiven">Whether the database assigns its values, which number the rows.</param>
/// <param name="IsLong">Whether a value may take kilobytes.</param>
internal sealed record SchemaColumn(string Name, ColumnType Type, bool IsGiven, bool IsLong);

/// <summary>Columns whose values must exist in another table, whether or not the database enforces it.</summary>
internal sealed record SchemaReference(IReadOnlyList<string> Columns, string Parent, IReadOnlyList<string> ParentColumns);

/// <summary>A table as the steps of the schema make it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns in their order.</param>
/// <param name="Key">The columns of the key by which rows are written: the primary key, or the first other key if the database assigns the
/// primary key.</param>
/// <param name="References">What its rows refer to, which must exist.</param>
internal sealed record SchemaTable(
    string Name, IReadOnlyList<SchemaColumn> Columns, IReadOnlyList<string> Key, IReadOnlyList<SchemaReference> References);
