namespace Leat.Storage.Sql.Schema;

/// <summary>The tables of the current schema, read from its steps, so that nothing has to be stated twice.</summary>
internal static class SchemaTables
{
    private static readonly Dictionary<string, SchemaTable> Tables = SchemaReader.Read(LeatSchema.Steps);

    public static IEnumerable<SchemaTable> All => Tables.Values;

    /// <summary>The table with a name.</summary>
    public static SchemaTable Of(string name) => Tables[name];

    /// <summary>Tables whose rows belong to a run, in the column <c>run</c>.</summary>
    public static IEnumerable<SchemaTable> OfRuns => All.Where(table => table.Columns.Any(column => column.Name == "run"));

    /// <summary>The tables that refer to another one, each with the column that does.</summary>
    public static IEnumerable<(SchemaTable Table, string Column)> ReferringTo(string parent) =>
        from table in All
        from reference in table.References
        where reference.Parent == parent
        select (table, reference.Columns[0]);
}
