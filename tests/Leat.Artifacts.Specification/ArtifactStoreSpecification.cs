using System.Text;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Specification;

/// <summary>What every kind of artifact store does with locations. A kind adds one class that makes a store.</summary>
public abstract class ArtifactStoreSpecification : IAsyncLifetime
{
    private IArtifactStore _store = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A location below which nothing lies at the start of a test, without a slash at its end.</summary>
    protected abstract string EmptyLocation { get; }

    public ValueTask InitializeAsync()
    {
        _store = Create();
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _store.DisposeAsync();
    }

    protected abstract IArtifactStore Create();

    [Fact]
    public async Task Whoever_opens_a_location_finds_the_same_files()
    {
        await WriteAsync(EmptyLocation, "dir/a");

        (await ListAsync(EmptyLocation, "dir")).ShouldBe(["dir/a"]);
        (await ListAsync(EmptyLocation + "/", "dir")).ShouldBe(["dir/a"]);
    }

    [Fact]
    public async Task A_location_below_another_is_a_directory_of_it()
    {
        await WriteAsync(ArtifactUri.Append(EmptyLocation, "1/run/artifacts"), "a");

        (await ListAsync(EmptyLocation, "1/run/artifacts")).ShouldBe(["1/run/artifacts/a"]);
        (await ListAsync(ArtifactUri.Append(EmptyLocation, "1/run"), "artifacts")).ShouldBe(["artifacts/a"]);
    }

    [Fact]
    public async Task Locations_whose_names_begin_alike_share_nothing()
    {
        var (one, ten) = (ArtifactUri.Append(EmptyLocation, "1"), ArtifactUri.Append(EmptyLocation, "10"));
        await WriteAsync(one, "a");
        await WriteAsync(ten, "b");

        (await ListAsync(one)).ShouldBe(["a"]);
        await Open(one).DeleteAsync(null, Cancellation);

        (await ListAsync(one)).ShouldBeEmpty();
        (await ListAsync(ten)).ShouldBe(["b"]);
    }

    [Fact]
    public async Task Disposing_it_leaves_the_files_and_twice_does_no_harm()
    {
        await WriteAsync(EmptyLocation, "a");
        await _store.DisposeAsync();
        await _store.DisposeAsync();

        _store = Create();

        (await ListAsync(EmptyLocation)).ShouldBe(["a"]);
    }

    private IArtifactRepository Open(string location) => _store.Open(ArtifactLocation.Parse(location));

    private async Task WriteAsync(string location, string path)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(path));
        await Open(location).WriteAsync(path, ArtifactBody.Of(content), Cancellation);
    }

    private async Task<string[]> ListAsync(string location, string? path = null) =>
        [.. (await Open(location).ListAsync(path, Cancellation)).Select(entry => entry.Path)];
}
