using Leat.Artifacts.Specification;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts;

public sealed class ArtifactSchemesTests
{
    private readonly List<MemoryArtifactStore> _made = [];
    private readonly ArtifactSchemes _schemes = new();

    public ArtifactSchemesTests() => _schemes.Register("mem", Make);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_is_made_at_its_first_location_once_and_disposed_with_the_provider()
    {
        var provider = new ArtifactRepositoryProvider(new() { Schemes = _schemes });
        _made.ShouldBeEmpty();

        provider.Open("mem://bucket/a");
        provider.Open("MEM://bucket/b");

        var store = _made.ShouldHaveSingleItem();
        store.Disposals.ShouldBe(0);
        await provider.DisposeAsync();
        await provider.DisposeAsync();
        store.Disposals.ShouldBe(1);
    }

    [Fact]
    public async Task A_disposed_provider_opens_nothing_more()
    {
        var provider = new ArtifactRepositoryProvider(new() { Schemes = _schemes });
        await provider.DisposeAsync();

        Should.Throw<ObjectDisposedException>(() => provider.Open("mem://bucket/a"));
        Should.Throw<ObjectDisposedException>(() => provider.Open("/some/directory"));
        _made.ShouldBeEmpty();
    }

    [Fact]
    public void Each_provider_has_a_store_of_its_own()
    {
        new ArtifactRepositoryProvider(new() { Schemes = _schemes }).Open("mem://bucket/a");
        new ArtifactRepositoryProvider(new() { Schemes = _schemes }).Open("mem://bucket/a");

        _made.Count.ShouldBe(2);
    }

    [Fact]
    public void A_store_gets_what_the_program_lends_it()
    {
        ArtifactStoreContext? lent = null;
        var provider = new ArtifactRepositoryProvider(new()
        {
            Schemes = new ArtifactSchemes().Register("mem", context =>
            {
                lent = context;
                return new MemoryArtifactStore();
            }),
            Environment = name => $"value of {name}",
        });

        provider.Open("mem://bucket/a");

        lent.ShouldNotBeNull().Environment("AWS_PROFILE").ShouldBe("value of AWS_PROFILE");
        lent.TimeProvider.ShouldBe(TimeProvider.System);
    }

    [Fact]
    public void A_store_that_could_not_be_made_is_tried_again()
    {
        var tries = 0;
        var provider = new ArtifactRepositoryProvider(new()
        {
            Schemes = new ArtifactSchemes().Register("mem", _ => ++tries == 1 ? throw LeatException.InvalidParameter("No credentials.") : new MemoryArtifactStore()),
        });

        Should.Throw<LeatException>(() => provider.Open("mem://bucket/a"));
        provider.Open("mem://bucket/a").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("file")]
    [InlineData("HTTP")]
    [InlineData("https")]
    [InlineData("mlflow-artifacts")]
    public void Schemes_that_are_always_there_cannot_be_taken_over(string scheme) =>
        Should.Throw<ArgumentException>(() => _schemes.Register(scheme, Make)).Message.ShouldContain("always there");

    [Theory]
    [InlineData("/some/directory", true)]
    [InlineData("file:///some/directory", true)]
    [InlineData("mem://bucket", true)]
    [InlineData("s3://bucket", false)]
    [InlineData("mlflow-artifacts:/", false)]
    [InlineData("http://other/api/2.0/mlflow-artifacts/artifacts", false)]
    public void Files_can_be_kept_where_a_store_is_registered_and_in_directories(string place, bool expected) =>
        _schemes.Opens(place).ShouldBe(expected);

    [Fact]
    public void A_registered_scheme_is_among_the_known_ones() =>
        Should.Throw<LeatException>(() => new ArtifactRepositoryProvider(new() { Schemes = _schemes }).Open("foo://x"))
            .Message.ShouldContain("['', 'file', 'http', 'https', 'mlflow-artifacts', 'mem'].");

    [Fact]
    public async Task A_registered_scheme_can_be_a_servers_destination_and_a_root()
    {
        var provider = new ArtifactRepositoryProvider(new()
        {
            Schemes = _schemes,
            ServeDestination = "mem://bucket/files",
            Roots = ["mem://bucket/runs"],
        });
        await WriteAsync(provider.Open("mlflow-artifacts:/1/run/artifacts"), "a");
        var bucket = _made.ShouldHaveSingleItem().Buckets["bucket"];

        bucket.Objects.Keys.ShouldBe(["files/1/run/artifacts/a"]);
        provider.Open("mlflow-artifacts:/1/run/artifacts").Capability<IMultipartUploads>().ShouldNotBeNull();
        Should.Throw<LeatException>(() => provider.Open("/etc")).Message.ShouldContain("outside of the directories");
    }

    [Fact]
    public async Task A_sweep_reaches_the_destination_and_the_roots_of_registered_schemes()
    {
        var provider = new ArtifactRepositoryProvider(new()
        {
            Schemes = _schemes,
            ServeDestination = "mem://bucket/files",
            Roots = ["mem://bucket/runs"],
        });
        var bucket = _made.ShouldHaveSingleItem().Buckets["bucket"];
        var longAgo = TimeProvider.System.GetUtcNow().AddDays(-2);
        bucket.Put(MemoryBucket.AddressOf(bucket.Begin("files/a", longAgo), 1), [1, 2, 3]);
        bucket.Put(MemoryBucket.AddressOf(bucket.Begin("runs/b", longAgo), 1), [1]);
        bucket.Begin("others/c", longAgo);
        bucket.Begin("files/young", TimeProvider.System.GetUtcNow());

        (await provider.RemoveAbandonedUploadsAsync(Cancellation)).ShouldBe(new SweptUploads(2, 4));

        bucket.OpenUploads.ShouldBe(2);
    }

    private static async Task WriteAsync(IArtifactRepository repository, string path)
    {
        using var content = new MemoryStream([1]);
        await repository.WriteAsync(path, ArtifactBody.Of(content), Cancellation);
    }

    private MemoryArtifactStore Make(ArtifactStoreContext context)
    {
        var store = new MemoryArtifactStore();
        _made.Add(store);
        return store;
    }
}
