using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Objects;

/// <summary>The objects of a container whose keys begin with a prefix, as files; a slash in a key ends the name of a directory.</summary>
/// <remarks>A container may hold a file <c>a</c> beside a file <c>a/b</c>, which no directory can. What is written here never makes such a
/// pair, so that everything can be copied to disk; what others wrote is read as well as it can be.</remarks>
internal sealed class ObjectRepository(ObjectContainer container) : IArtifactRepository, IRootCheck
{
    /// <summary>How often a file that is listed is asked for: while Swift replaces one, it says for a moment that there is none.</summary>
    private const int Attempts = 3;

    public async Task<IReadOnlyList<ArtifactEntry>> ListAsync(string? path, CancellationToken cancellationToken = default)
    {
        var below = container.Below(path);
        var entries = new List<ArtifactEntry>();
        await foreach (var page in container.PagesAsync(below, oneLevel: true, most: 0, cancellationToken).ConfigureAwait(false))
        {
            foreach (var folder in page.Folders)
                Add(folder.TrimEnd('/'), isDirectory: true, null);
            foreach (var file in page.Files)
                Add(file.Key, isDirectory: false, file.Size);
        }

        entries.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        return entries;

        // The directory itself, as consoles make them, is no entry, and neither is a name that has nothing between two slashes.
        void Add(string key, bool isDirectory, long? size)
        {
            if (key.Length <= below.Length || key.EndsWith('/'))
                return;
            var entry = new ArtifactEntry(ArtifactPath.Combine(path, key[below.Length..]), isDirectory, size);
            MemoryShare.Current?.Add(entry.HeldBytes);
            entries.Add(entry);
        }
    }

    public async Task<ArtifactContent> OpenReadAsync(string path, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await container.TryOpenAsync(path, cancellationToken).ConfigureAwait(false) is { } content)
                return content;
            if (attempt < Attempts && await container.ListsAsync(container.KeyOf(path), cancellationToken).ConfigureAwait(false))
                continue;
            throw await container.AnyAsync(container.Below(path), cancellationToken).ConfigureAwait(false)
                ? LeatException.InvalidParameter($"The artifact '{path}' is a directory, not a file.")
                : LeatException.DoesNotExist($"No such artifact: '{path}'.");
        }
    }

    public async Task WriteAsync(string path, ArtifactBody body, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        await RequireRoomForAsync(path, cancellationToken).ConfigureAwait(false);
        await container.WriteAsync(container.KeyOf(path), body, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteAsync(string? path, CancellationToken cancellationToken = default)
    {
        var folders = new List<string>();
        await foreach (var page in container.PagesAsync(container.Below(path), oneLevel: false, most: 0, cancellationToken).ConfigureAwait(false))
        {
            await container.DeleteAsync(page.Files.Select(file => file.Key), cancellationToken).ConfigureAwait(false);
            folders.AddRange(page.Folders);
        }

        // Folders that are objects themselves have to be empty.
        foreach (var folder in folders.OrderByDescending(folder => folder.Length))
            await container.DeleteAsync([folder], cancellationToken).ConfigureAwait(false);

        // The file of this name goes last: while anything is left, a second attempt finds it.
        if (path is { Length: > 0 })
            await container.DeleteAsync([container.KeyOf(path)], cancellationToken).ConfigureAwait(false);
    }

    public T? Capability<T>()
        where T : class => this as T ?? container.Capability<T>(this);

    public async Task<bool> ExistsAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await container.AnyAsync(container.Below(null), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (LeatException error) when (error.Code == ErrorCode.ResourceDoesNotExist)
        {
            return false;
        }
    }

    public async Task RequireWritableAsync(CancellationToken cancellationToken = default)
    {
        var key = container.KeyOf($".leat-write-check-{Guid.NewGuid():N}");
        await container.WriteAsync(key, ArtifactBody.Of(Stream.Null), cancellationToken).ConfigureAwait(false);
        await container.DeleteAsync([key], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Refuses a file where a directory is, or below a file, or whose name the service does not take. The calls that look are made at the same time.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: there is no room.</exception>
    public async Task RequireRoomForAsync(string path, CancellationToken cancellationToken)
    {
        container.RequireName(container.KeyOf(path));
        var isDirectory = container.AnyAsync(container.Below(path), cancellationToken);
        var parents = ParentsOf(path).Select(async parent => (parent, IsFile: await container.SizeAsync(container.KeyOf(parent), cancellationToken).ConfigureAwait(false) is not null));
        var files = await Task.WhenAll(parents).ConfigureAwait(false);
        if (await isDirectory.ConfigureAwait(false))
            throw LeatException.InvalidParameter($"The artifact '{path}' is a directory, so no file can be stored there.");
        if (files.FirstOrDefault(parent => parent.IsFile).parent is { } file)
            throw LeatException.InvalidParameter($"The artifact '{file}' is a file, so nothing can be stored below it.");
    }

    private static IEnumerable<string> ParentsOf(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
            yield return path[..end];
    }
}
