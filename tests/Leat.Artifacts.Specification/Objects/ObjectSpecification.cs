using System.Security.Cryptography;
using System.Text;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Specification.Objects;

/// <summary>What the suites of stores of objects have in common: a place of its own for each test.</summary>
public abstract class ObjectSpecification : IAsyncLifetime
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The place.</summary>
    protected IObjectPlace Place { get; private set; } = null!;

    /// <summary>A store that reaches the place.</summary>
    protected IArtifactStore Store { get; private set; } = null!;

    /// <summary>A part of the place.</summary>
    protected IArtifactRepository Repository => At(Store);

    public async ValueTask InitializeAsync()
    {
        Place = await MakeAsync();
        Store = Place.Open();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Store.DisposeAsync();
        Place.Dispose();
    }

    /// <summary>Makes the place.</summary>
    protected abstract Task<IObjectPlace> MakeAsync();

    /// <summary>The part of the place in which tests work, by another store.</summary>
    protected IArtifactRepository At(IArtifactStore store) => store.Open(ArtifactLocation.Parse(Place.Root + "/root"));

    protected Task WriteAsync(string path, string content) => WriteAsync(Repository, path, Encoding.UTF8.GetBytes(content));

    protected static async Task WriteAsync(IArtifactRepository repository, string path, byte[] content)
    {
        using var body = new MemoryStream(content);
        await repository.WriteAsync(path, ArtifactBody.Of(body), Cancellation);
    }

    protected async Task<byte[]> HashAsync(string path)
    {
        await using var file = await Repository.OpenReadAsync(path, Cancellation);
        return await SHA256.HashDataAsync(file.Stream, Cancellation);
    }
}
