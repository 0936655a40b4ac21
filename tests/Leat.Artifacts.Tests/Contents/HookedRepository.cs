using Leat.Core.Artifacts;

namespace Leat.Artifacts.Contents;

/// <summary>A repository whose every call is seen before and after it is made.</summary>
internal sealed class HookedRepository(IArtifactRepository inner) : IArtifactRepository
{
    private int _calls;

    /// <summary>How many calls were made.</summary>
    public int Calls => _calls;

    /// <summary>Told of the number of a call that is about to be made.</summary>
    public Func<int, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Told of the number of a call that was made.</summary>
    public Func<int, Task> After { get; set; } = _ => Task.CompletedTask;

    public Task<IReadOnlyList<ArtifactEntry>> ListAsync(string? path, CancellationToken cancellationToken = default) =>
        CallAsync(() => inner.ListAsync(path, cancellationToken));

    public Task<ArtifactContent> OpenReadAsync(string path, CancellationToken cancellationToken = default) =>
        CallAsync(() => inner.OpenReadAsync(path, cancellationToken));

    public Task WriteAsync(string path, ArtifactBody body, CancellationToken cancellationToken = default) => CallAsync(async () =>
    {
        await inner.WriteAsync(path, body, cancellationToken);
        return true;
    });

    public Task DeleteAsync(string? path, CancellationToken cancellationToken = default) => CallAsync(async () =>
    {
        await inner.DeleteAsync(path, cancellationToken);
        return true;
    });

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        var number = Interlocked.Increment(ref _calls);
        await Before(number);
        var result = await call();
        await After(number);
        return result;
    }
}
