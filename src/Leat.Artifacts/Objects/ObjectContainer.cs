using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Objects;

/// <summary>The part of a bucket or container that a repository sees: objects under flat keys. Each service has a class of its own, whose errors
/// are Leat's already.</summary>
/// <param name="prefix">What the keys begin with, without a slash at its end; empty for all of the container.</param>
internal abstract class ObjectContainer(string prefix)
{
    /// <summary>How many calls one operation makes at a time.</summary>
    private const int Parallel = 16;

    /// <summary>The key of a file.</summary>
    public string KeyOf(string? path) => ArtifactPath.Combine(prefix, path);

    /// <summary>What the keys of all files in a directory begin with.</summary>
    public string Below(string? path) => KeyOf(path) is { Length: > 0 } key ? key + "/" : "";

    /// <summary>The objects whose keys begin with a prefix, page by page, in the order of their keys.</summary>
    /// <param name="below">The prefix.</param>
    /// <param name="oneLevel">Whether keys with a further slash are shown as their folder only.</param>
    /// <param name="most">The size of a page; 0 for the service's own.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public abstract IAsyncEnumerable<ObjectPage> PagesAsync(string below, bool oneLevel, int most, CancellationToken cancellationToken);

    /// <summary>The size of the file of this key, in bytes; null if there is none.</summary>
    public abstract Task<long?> SizeAsync(string key, CancellationToken cancellationToken);

    /// <summary>Opens a file; null if there is none.</summary>
    public abstract Task<ArtifactContent?> TryOpenAsync(string path, CancellationToken cancellationToken);

    /// <summary>Stores an object. Nothing is seen of it before all has arrived.</summary>
    public abstract Task WriteAsync(string key, ArtifactBody body, CancellationToken cancellationToken);

    /// <summary>Refuses what cannot be a key.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: it cannot be one.</exception>
    public virtual void RequireName(string key)
    {
    }

    /// <summary>What this service can do besides.</summary>
    /// <param name="repository">The repository that was asked.</param>
    public virtual T? Capability<T>(ObjectRepository repository)
        where T : class => null;

    /// <summary>Removes objects. Those that are gone already do no harm.</summary>
    public Task DeleteAsync(IEnumerable<string> keys, CancellationToken cancellationToken) => System.Threading.Tasks.Parallel.ForEachAsync(
        keys,
        new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
        async (key, cancelled) => await DeleteAsync(key, cancelled).ConfigureAwait(false));

    /// <summary>Whether any key begins with a prefix.</summary>
    public async Task<bool> AnyAsync(string below, CancellationToken cancellationToken)
    {
        // A service may answer with an empty page although there is more.
        await foreach (var page in PagesAsync(below, oneLevel: false, most: 1, cancellationToken).ConfigureAwait(false))
        {
            if (page.Files.Count + page.Folders.Count > 0)
                return true;
        }

        return false;
    }

    /// <summary>Whether a listing has an object of this key: of all keys that begin with it, it is the first.</summary>
    public async Task<bool> ListsAsync(string key, CancellationToken cancellationToken)
    {
        await foreach (var page in PagesAsync(key, oneLevel: false, most: 1, cancellationToken).ConfigureAwait(false))
        {
            if (page.Files is [var first, ..])
                return first.Key == key;
        }

        return false;
    }

    /// <summary>Removes an object, if it is there.</summary>
    protected abstract Task DeleteAsync(string key, CancellationToken cancellationToken);
}
