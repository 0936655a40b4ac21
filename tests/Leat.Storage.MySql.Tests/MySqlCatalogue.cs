using Leat.Storage.Sql.Specification.Catalogue;

namespace Leat.Storage.MySql.Tests;

/// <summary>What MariaDB says of its tables. An index that it made for a foreign key has the name of the column or of the key.</summary>
internal static class MySqlCatalogue
{
    public static CatalogueQueries Queries { get; } = new(
        Tables:
            """
            SELECT table_name, CONCAT('ENGINE = ', engine, ' ROW_FORMAT = ', UPPER(row_format), ' COLLATE ', table_collation)
            FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name
            """,
        Columns:
            """
            SELECT c.table_name, c.column_name,
                   CONCAT(UPPER(c.column_type), IF(c.collation_name <> t.table_collation, CONCAT(' COLLATE ', c.collation_name), '')),
                   IF(c.is_nullable = 'YES', 1, 0), NULLIF(c.column_default, 'NULL'), NULLIF(UPPER(c.extra), '')
            FROM information_schema.columns c
            JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
            WHERE c.table_schema = DATABASE() ORDER BY c.table_name, c.ordinal_position
            """,
        Keys:
            """
            SELECT k.table_name, LEFT(c.constraint_type, 1), k.constraint_name, k.column_name, k.referenced_table_name, k.referenced_column_name
            FROM information_schema.key_column_usage k
            JOIN information_schema.table_constraints c
              ON c.table_schema = k.table_schema AND c.table_name = k.table_name AND c.constraint_name = k.constraint_name
            WHERE k.table_schema = DATABASE() ORDER BY k.table_name, k.constraint_name, k.ordinal_position
            """,
        Indexes:
            """
            SELECT s.table_name, s.index_name,
                   CONCAT('(', GROUP_CONCAT(
                     CONCAT(s.column_name, IF(s.sub_part IS NULL, '', CONCAT('(', s.sub_part, ')')), IF(s.collation = 'D', ' DESC', ''))
                     ORDER BY s.seq_in_index SEPARATOR ', '), ')')
            FROM information_schema.statistics s
            WHERE s.table_schema = DATABASE() AND NOT EXISTS (
              SELECT 1 FROM information_schema.table_constraints c
              WHERE c.table_schema = s.table_schema AND c.table_name = s.table_name AND c.constraint_name = s.index_name)
            GROUP BY s.table_name, s.index_name ORDER BY s.table_name, s.index_name
            """);
}
