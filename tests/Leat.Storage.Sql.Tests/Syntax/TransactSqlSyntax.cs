using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Tests.Syntax;

/// <summary>Words as SQL Server has them, as far as the tests need them: proof that nothing but a syntax knows those of our databases.</summary>
internal sealed class TransactSqlSyntax : SqlSyntax
{
    public override SchemaTypes Types { get; } = new TransactSqlTypes();

    public override string FindSchema => "SELECT 1 FROM sys.tables WHERE name = 'leat_schema'";

    public override string LockRow(string table, string columns = "id") => $"SELECT {columns} FROM {table} WITH (UPDLOCK, ROWLOCK) WHERE id = @p0";

    public override string ReturningId(string insert) => insert + "; SELECT CAST(SCOPE_IDENTITY() AS BIGINT)";

    public override string AsText(string number) => $"CAST({number} AS VARCHAR(20))";

    public override string InList(string column, string parameter) => $"{column} IN (SELECT j.v FROM OPENJSON({parameter}) WITH (v BIGINT '$') j)";

    public override string InTexts(string column, string parameter) =>
        $"{column} IN (SELECT j.v FROM OPENJSON({parameter}) WITH (v NVARCHAR(MAX) '$') j)";

    public override string Like(string column, string pattern, bool ignoreCase, Func<object?, string> parameter) =>
        $"{column} LIKE {parameter(pattern.Replace("[", "[[]", StringComparison.Ordinal))}";

    protected override string MakeInsert(RowWrite rows) => $"MERGE {rows.Table} …";

    protected override string End(string? order, string rows, string? offset) =>
        $"ORDER BY {order ?? "(SELECT NULL)"} OFFSET {offset ?? "0"} ROWS FETCH NEXT {rows} ROWS ONLY";

    private sealed class TransactSqlTypes : SchemaTypes
    {
        public override string Identity => "BIGINT IDENTITY PRIMARY KEY";

        public override string RowId => Identity;

        public override string Integer => "BIGINT";

        public override string Real => "FLOAT";

        public override string Text => "NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2_UTF8";

        public override string Blob => "VARBINARY(MAX)";

        public override string ClusteredTable => "";

        public override string HeapTable => "";

        public override string KeyText(int length) => $"NVARCHAR({length})";

        public override string Lookup(string column) => $"({column})";

        public override string Owner(string table) => $"REFERENCES {table} (id)";
    }
}
