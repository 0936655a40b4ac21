using Leat.Storage.Sql.Schema;

namespace Leat.Storage.Sqlite;

/// <summary>SQLite's names for the schema's types. Text compares byte by byte (BINARY, the default).</summary>
internal sealed class SqliteTypes : SchemaTypes
{
    public override bool Wants(string mark) => mark == "file";

    public override string Identity => "INTEGER PRIMARY KEY AUTOINCREMENT";

    public override string RowId => "INTEGER PRIMARY KEY";

    public override string Integer => "INTEGER";

    public override string Real => "REAL";

    public override string Text => "TEXT";

    public override string Blob => "BLOB";

    public override string ClusteredTable => "WITHOUT ROWID";

    public override string HeapTable => "";

    public override string KeyText(int length) => "TEXT";

    public override string Lookup(string column) => $"({column})";

    /// <summary>The whole text: keys may be long, and an index over an expression never saves reading the row.</summary>
    public override string Prefix(string column) => column;

    public override string Absent => "";

    public override string Owner(string table) => $"REFERENCES {table} (id)";
}
