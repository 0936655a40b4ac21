namespace Leat.Storage.Specification.Search;

/// <summary>What every store's search must find: the scripts in this folder.</summary>
public abstract class SearchSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    [Theory]
    [MemberData(nameof(SearchScripts.Names), MemberType = typeof(SearchScripts))]
    public async Task Scripts_hold(string name) =>
        (await ScriptRunner.RunAsync(Store, SearchScripts.Read(name), Cancel)).ShouldBeEmpty();
}
