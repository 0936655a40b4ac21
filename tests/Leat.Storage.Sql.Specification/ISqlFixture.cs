using Leat.Core;
using Leat.Storage.Sql.Specification.Catalogue;

namespace Leat.Storage.Sql.Specification;

/// <summary>What a SQL backend adds to run the suites on its schema.</summary>
public interface ISqlFixture
{
    /// <summary>Makes an empty store.</summary>
    Task<ITrackingStore> CreateAsync();

    /// <summary>Makes a database without tables.</summary>
    Task<SqlTestDatabase> NewDatabaseAsync();

    /// <summary>How to ask the database what tables it has.</summary>
    CatalogueQueries Catalogue { get; }

    /// <summary>The page in docs/schema that shows the tables; null for a database that has none.</summary>
    string? SchemaPage { get; }
}
