using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Client;

/// <summary>Copies artifacts to this disk, never outside the destination.</summary>
internal sealed class ArtifactDownload(IArtifactRepository repository, string destination)
{
    private readonly string _root = Path.GetFullPath(destination);

    public async Task<string> RunAsync(string? path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_root);
        var entries = await repository.ListAsync(path, cancellationToken).ConfigureAwait(false);
        if (entries.Count > 0)
        {
            await CopyAllAsync(entries, cancellationToken).ConfigureAwait(false);
            return string.IsNullOrEmpty(path) ? _root : LocalPath(path);
        }

        // No entries: it is a file or does not exist, which opening it will tell. An empty root is not an error.
        return string.IsNullOrEmpty(path) ? _root : await CopyAsync(path, cancellationToken).ConfigureAwait(false);
    }

    private async Task CopyAllAsync(IReadOnlyList<ArtifactEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            if (!entry.IsDirectory)
            {
                await CopyAsync(entry.Path, cancellationToken).ConfigureAwait(false);
                continue;
            }

            Directory.CreateDirectory(LocalPath(entry.Path));
            var below = await repository.ListAsync(entry.Path, cancellationToken).ConfigureAwait(false);
            await CopyAllAsync(below, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string> CopyAsync(string path, CancellationToken cancellationToken)
    {
        var local = LocalPath(path);
        var content = await repository.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(local)!);
            var file = File.Create(local);
            await using (file.ConfigureAwait(false))
                await content.Stream.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
        }

        return local;
    }

    /// <summary>Names come from a server: one that would leave the destination is refused.</summary>
    private string LocalPath(string path)
    {
        var local = Path.GetFullPath(Path.Combine(_root, path));
        return local.StartsWith(Path.TrimEndingDirectorySeparator(_root) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? local
            : throw LeatException.InvalidParameter($"The artifact path '{path}' leads outside the destination '{_root}'.");
    }
}
