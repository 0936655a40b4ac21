using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Specification;
using Leat.Storage.Sql.Specification.Catalogue;

namespace Leat.Storage.Sqlite.Tests;

/// <summary>What the program takes the tables to be is what the database has. SQLite has all references; on others some are not keys.</summary>
public sealed class SchemaTablesTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    [Fact]
    public async Task Columns_keys_and_references_are_those_of_the_database()
    {
        var database = await ((ISqlFixture)fixture).NewDatabaseAsync();
        await database.MigrateAsync();
        var tables = await CatalogueTable.ReadAllAsync(database, SqliteCatalogue.Queries);

        SchemaTables.All.Select(table => table.Name).ShouldBe(tables.Keys.Except(["leat_schema"]).Append("writers"), ignoreOrder: true);
        foreach (var table in SchemaTables.All.Where(table => table.Name != "writers"))
        {
            var found = tables[table.Name];
            table.Columns.Select(column => $"{column.Name} {column.Type.ToString().ToUpperInvariant()}")
                .ShouldBe(found.Columns.Select(column => $"{column.Name} {column.Type}"), table.Name);
            found.Keys.Where(key => key.Kind != KeyKind.Foreign).ShouldContain(
                key => key.Columns.SequenceEqual(table.Key), $"{table.Name} has no key ({string.Join(", ", table.Key)})");
            table.References.Select(Describe).ShouldBe(found.References.Select(key => key.ToString()), ignoreOrder: true, table.Name);
        }
    }

    private static string Describe(SchemaReference reference) =>
        new CatalogueKey(KeyKind.Foreign, reference.Columns, reference.Parent, reference.ParentColumns).ToString();
}
