using Leat.Storage.Sql.Schema;

namespace Leat.Storage.Sql.Tests.Schema;

public sealed class SchemaReaderTests
{
    [Fact]
    public void Columns_keys_and_references_are_read()
    {
        var tables = SchemaReader.Read([
            """
            -- Owners.
            CREATE TABLE IF NOT EXISTS owners (
              id {identity},
              name {key:36} NOT NULL UNIQUE) {heap};

            {servers} CREATE TABLE IF NOT EXISTS things (
              owner {int} NOT NULL REFERENCES owners (id),
              other {int} NOT NULL {owner:owners},       -- may be {anything}
              weight {real},
              note {text} NOT NULL,
              data {blob} NOT NULL,
              PRIMARY KEY (owner, other),
              UNIQUE (note),
              FOREIGN KEY (owner, other) REFERENCES pairs (a, b)) {clustered};
            CREATE INDEX IF NOT EXISTS things_by_note ON things ({prefix:note});
            """,
        ]);

        tables.Keys.ShouldBe(["owners", "things"]);
        tables["owners"].Columns.ShouldBe([
            new SchemaColumn("id", ColumnType.Integer, IsGiven: true, IsLong: false),
            new SchemaColumn("name", ColumnType.Text, IsGiven: false, IsLong: false),
        ]);
        tables["owners"].Key.ShouldBe(["name"]);
        var things = tables["things"];
        things.Columns.Select(column => (column.Name, column.Type, column.IsLong)).ShouldBe([
            ("owner", ColumnType.Integer, false), ("other", ColumnType.Integer, false), ("weight", ColumnType.Real, false),
            ("note", ColumnType.Text, true), ("data", ColumnType.Blob, true),
        ]);
        things.Key.ShouldBe(["owner", "other"]);
        things.References.Select(reference => $"{string.Join(',', reference.Columns)} {reference.Parent} {string.Join(',', reference.ParentColumns)}")
            .ShouldBe(["owner owners id", "other owners id", "owner,other pairs a,b"]);
    }

    [Fact]
    public void A_later_step_adds_columns()
    {
        var tables = SchemaReader.Read([
            """
            CREATE TABLE IF NOT EXISTS things (
              id {int} NOT NULL,
              PRIMARY KEY (id)) {heap};
            CREATE TABLE IF NOT EXISTS others (
              id {identity}) {heap};
            """,
            "ALTER TABLE things ADD COLUMN {absent} other {int} REFERENCES others (id);",
        ]);

        tables["things"].Columns.Select(column => column.Name).ShouldBe(["id", "other"]);
        tables["things"].References.ShouldHaveSingleItem().Parent.ShouldBe("others");
        tables["others"].Columns.ShouldHaveSingleItem();
    }
}
