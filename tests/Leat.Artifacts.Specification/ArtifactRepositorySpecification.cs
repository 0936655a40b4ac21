using System.Text;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Specification;

/// <summary>The behaviour of every artifact repository. Each kind of repository adds one class that opens an empty one.</summary>
public abstract partial class ArtifactRepositorySpecification : IAsyncLifetime
{
    /// <summary>The repository under test, empty at the start of each test.</summary>
    protected IArtifactRepository Repository { get; private set; } = null!;

    /// <summary>Whether the store keeps files of this name; others it refuses.</summary>
    protected virtual bool Keeps(string path) => true;

    /// <summary>How many odd names are tried: fewer where each takes several requests to a service.</summary>
    protected virtual int NamesTried => 150;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Repository = await OpenEmptyAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected abstract Task<IArtifactRepository> OpenEmptyAsync();

    protected Task WriteAsync(string path, string content) => WriteAsync(path, Encoding.UTF8.GetBytes(content));

    protected async Task WriteAsync(string path, byte[] content)
    {
        using var stream = new MemoryStream(content);
        await Repository.WriteAsync(path, ArtifactBody.Of(stream), Cancellation);
    }

    protected async Task<string> ReadAsync(string path) => Encoding.UTF8.GetString(await ReadBytesAsync(path));

    protected async Task<byte[]> ReadBytesAsync(string path)
    {
        await using var content = await Repository.OpenReadAsync(path, Cancellation);
        using var copy = new MemoryStream();
        await content.Stream.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }

    protected async Task<string[]> ListAsync(string? path = null) =>
        [.. (await Repository.ListAsync(path, Cancellation)).Select(entry => entry.Path)];

    protected static async Task ShouldFailAsync(Func<Task> action, ErrorCode code) =>
        (await action.ShouldThrowAsync<LeatException>()).Code.ShouldBe(code);
}
