using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Transfer.Tests.TensorBoard;

/// <summary>Files of all runs, by the place of the run and the path.</summary>
internal sealed class MemoryArtifacts : IArtifactRepositoryProvider
{
    public SortedDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>How many files have been written.</summary>
    public int Writes { get; private set; }

    public IArtifactRepository Open(string artifactUri) => new Repository(this, $"{artifactUri}/");

    private sealed class Repository(MemoryArtifacts all, string root) : IArtifactRepository
    {
        public Task<IReadOnlyList<ArtifactEntry>> ListAsync(string? path, CancellationToken cancellationToken = default)
        {
            var folder = string.IsNullOrEmpty(path) ? root : $"{root}{path}/";
            return Task.FromResult<IReadOnlyList<ArtifactEntry>>(
            [
                .. all.Files.Where(file => file.Key.StartsWith(folder, StringComparison.Ordinal) && !file.Key[folder.Length..].Contains('/'))
                    .Select(file => new ArtifactEntry(file.Key[root.Length..], IsDirectory: false, file.Value.Length)),
            ]);
        }

        public Task<ArtifactContent> OpenReadAsync(string path, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ArtifactContent(new MemoryStream(all.Files[root + path]), Length: null, LastModified: null));

        public async Task WriteAsync(string path, ArtifactBody body, CancellationToken cancellationToken = default)
        {
            if (path.Contains("refused", StringComparison.Ordinal))
                throw LeatException.InvalidParameter("This path is refused.");
            using var content = new MemoryStream();
            await using var stream = body.OpenRead();
            await stream.CopyToAsync(content, cancellationToken);
            all.Files[root + path] = content.ToArray();
            all.Writes++;
        }

        public Task DeleteAsync(string? path, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
