using System.Collections.Concurrent;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.PostgreSql;

/// <summary>PostgreSQL's syntax.</summary>
internal sealed class PostgreSqlSyntax : SqlSyntax
{
    private readonly ConcurrentDictionary<RowWrite, string> _bulkInserts = new(ReferenceEqualityComparer.Instance);

    public override SchemaTypes Types { get; } = new PostgreSqlTypes();

    /// <summary>Nobody else may draw a number until the sequence is behind those that are given.</summary>
    public override string BeforeGivenIds(string table) => $"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE";

    public override string AfterGivenIds(string table) =>
        $"""
        SELECT setval(pg_get_serial_sequence('{table}', 'id'),
          GREATEST(nextval(pg_get_serial_sequence('{table}', 'id')), (SELECT MAX(t.id) FROM {table} t)))
        """;

    public override string FindSchema => "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'leat_schema'";

    public override string KeepApart => " OFFSET 0";

    /// <summary>Arithmetic keeps an index from being used.</summary>
    public override string Unindexed(string column) => $"({column} + 0)";

    /// <summary>A test of the result keeps the planner from turning the condition into a join: the set is hashed once.</summary>
    public override string InSet(string column, string select) => $"({column} IN ({select})) IS TRUE";

    /// <summary>The statement that writes many rows; each parameter holds the values of one column.</summary>
    public string BulkInsertOf(RowWrite rows) => _bulkInserts.GetOrAdd(rows, MakeBulkInsert);

    /// <summary>The statement that takes rows in binary form.</summary>
    public static string CopyInto(RowWrite rows) => $"COPY {rows.Table} ({string.Join(", ", rows.Names)}) FROM STDIN (FORMAT BINARY)";

    public override string LockRow(string table, string columns = "id") => $"SELECT {columns} FROM {table} WHERE id = @p0 FOR NO KEY UPDATE";

    public override string AsText(string number) => $"CAST({number} AS TEXT) COLLATE \"C\"";

    public override string InList(string column, string parameter) => $"{column} = ANY({parameter})";

    public override object ListOf(IReadOnlyList<long> values) => values.ToArray();

    public override object ListOf(IReadOnlyList<string> values) => values.ToArray();

    /// <summary>There is no escape character. Under the collation "C", ILIKE folds ASCII letters only.</summary>
    public override string Like(string column, string pattern, bool ignoreCase, Func<object?, string> parameter) =>
        $"{column} COLLATE \"C\" {(ignoreCase ? "ILIKE" : "LIKE")} {parameter(pattern)} ESCAPE ''";

    protected override string MakeInsert(RowWrite rows) => OnConflictSql.InsertOne(rows, Least, Greatest);

    private static string MakeBulkInsert(RowWrite rows)
    {
        var arrays = string.Join(", ", rows.Columns.Select((column, i) => $"{ParameterNames.Of(i)}::{TypeName(column.Type)}[]"));
        return $"{OnConflictSql.Into(rows)} SELECT * FROM unnest({arrays}){OnConflictSql.Clause(rows, Least, Greatest)}";
    }

    private static string Least(string a, string b) => $"LEAST({a}, {b})";

    private static string Greatest(string a, string b) => $"GREATEST({a}, {b})";

    private static string TypeName(ColumnType type) => type switch
    {
        ColumnType.Integer => "bigint",
        ColumnType.Real => "double precision",
        ColumnType.Text => "text",
        _ => "bytea",
    };
}
