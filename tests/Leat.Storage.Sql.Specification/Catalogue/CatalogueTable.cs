namespace Leat.Storage.Sql.Specification.Catalogue;

/// <summary>A table as the database has it.</summary>
public sealed record CatalogueTable(
    string Name,
    string Options,
    IReadOnlyList<CatalogueColumn> Columns,
    IReadOnlyList<CatalogueKey> Keys,
    IReadOnlyList<CatalogueIndex> Indexes)
{
    public IReadOnlyList<string> PrimaryKey => Keys.SingleOrDefault(key => key.Kind == KeyKind.Primary)?.Columns ?? [];

    public IEnumerable<CatalogueKey> References => Keys.Where(key => key.Kind == KeyKind.Foreign);

    /// <summary>All tables of a database, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, CatalogueTable>> ReadAllAsync(SqlTestDatabase database, CatalogueQueries queries)
    {
        var columns = (await database.QueryAsync(queries.Columns)).ToLookup(
            row => row[0], row => new CatalogueColumn(row[1]!, row[2]!, row[3] == "1", row[4], row[5] ?? ""));
        var keys = (await database.QueryAsync(queries.Keys)).GroupBy(row => (row[0], row[1], row[2])).ToLookup(
            rows => rows.Key.Item1,
            rows => new CatalogueKey(
                CatalogueKey.KindOf(rows.Key.Item2), [.. rows.Select(row => row[3]!)], rows.First()[4], [.. rows.Select(row => row[5]).OfType<string>()]));
        var indexes = (await database.QueryAsync(queries.Indexes)).ToLookup(row => row[0], row => new CatalogueIndex(row[1]!, row[2]!));
        return (await database.QueryAsync(queries.Tables)).ToDictionary(
            row => row[0]!,
            row => new CatalogueTable(row[0]!, row[1] ?? "", [.. columns[row[0]]], [.. keys[row[0]]], [.. indexes[row[0]]]));
    }
}

/// <summary>A column as the database has it.</summary>
public sealed record CatalogueColumn(string Name, string Type, bool IsNullable, string? Default, string Extra);

/// <summary>An index that is not there for a key.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Over">What it is made of, in the words of the database.</param>
public sealed record CatalogueIndex(string Name, string Over);
