using Leat.Storage.Specification.Search;

namespace Leat.Storage.MySql.Tests;

/// <summary>Searches that take runs that share a value of the order by themselves.</summary>
public sealed class MySqlTiedSearchTests(TiedSearchFixture fixture)
    : SearchAgreementSpecification<TiedSearchFixture>(fixture), IClassFixture<TiedSearchFixture>;

/// <summary>Makes stores to which two equal values are many.</summary>
public sealed class TiedSearchFixture : MySqlFixture
{
    private protected override MySqlStoreOptions Options(string connectionString) => base.Options(connectionString) with { ManyTied = 2 };
}
