using Leat.Storage.Sql.Specification.Catalogue;

namespace Leat.Storage.Sqlite.Tests;

/// <summary>What SQLite says of its tables.</summary>
internal static class SqliteCatalogue
{
    private const string Tables = "pragma_table_list t WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!'";

    private const string Autoincrement = "EXISTS (SELECT 1 FROM sqlite_master m WHERE m.name = t.name AND m.sql LIKE '%AUTOINCREMENT%')";

    public static CatalogueQueries Queries { get; } = new(
        Tables: $"SELECT t.name, CASE t.wr WHEN 1 THEN 'WITHOUT ROWID' END FROM {Tables} ORDER BY t.name",
        Columns:
            $"""
            SELECT x.name, c.name, c.type, c."notnull" = 0 AND c.pk = 0, c.dflt_value, CASE WHEN c.pk = 1 AND x.counts THEN 'AUTOINCREMENT' END
            FROM (SELECT t.name, {Autoincrement} AS counts FROM {Tables}) x JOIN pragma_table_info(x.name) c ORDER BY x.name, c.cid
            """,
        Keys:
            $"""
            WITH x AS (SELECT t.name FROM {Tables})
            SELECT x.name, 'P', '', c.name, NULL, NULL, c.pk AS place FROM x JOIN pragma_table_info(x.name) c WHERE c.pk > 0
            UNION ALL
            SELECT x.name, 'U', i.name, c.name, NULL, NULL, c.seqno FROM x JOIN pragma_index_list(x.name) i JOIN pragma_index_info(i.name) c
            WHERE i.origin = 'u'
            UNION ALL
            SELECT x.name, 'F', printf('%03d', f.id), f."from", f."table", f."to", f.seq FROM x JOIN pragma_foreign_key_list(x.name) f
            ORDER BY 1, 2, 3, place
            """,
        Indexes:
            """
            SELECT m.tbl_name, m.name, substr(m.sql, instr(m.sql, ' ON ' || m.tbl_name) + length(' ON ' || m.tbl_name) + 1)
            FROM sqlite_master m WHERE m.type = 'index' AND m.sql IS NOT NULL ORDER BY m.tbl_name, m.name
            """);
}
