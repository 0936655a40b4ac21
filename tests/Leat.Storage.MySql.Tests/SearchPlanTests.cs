using Leat.Storage.Specification;
using Leat.Storage.Specification.Search;

namespace Leat.Storage.MySql.Tests;

/// <summary>Searches that handle runs with the same order value separately.</summary>
public sealed class MySqlTiedSearchTests(TiedSearchFixture fixture)
    : SearchAgreementSpecification<TiedSearchFixture>(fixture), IClassFixture<TiedSearchFixture>;

/// <summary>Tables whose pages lie deep in an order with many equal values.</summary>
public sealed class MySqlDeepTableTests(TiedSearchFixture fixture) : RunTableSpecification<TiedSearchFixture>(fixture), IClassFixture<TiedSearchFixture>;

/// <summary>Makes stores for which two equal values count as many.</summary>
public sealed class TiedSearchFixture : MySqlFixture
{
    private protected override MySqlStoreOptions Options(string connectionString) => base.Options(connectionString) with { ManyTied = 2, DeepOffset = 1, FewRuns = 0 };
}
