using System.Collections.Concurrent;
using Leat.Core.Artifacts;

namespace Leat.Transfer.Tests.Artifacts;

/// <summary>Files behind locations, in memory, which lie as a test wants.</summary>
internal sealed class FilesInMemory : IArtifactRepositoryProvider
{
    /// <summary>By location and path: <c>mlflow-artifacts:/1/a|model/x.bin</c>.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Opened { get; } = new();

    public ConcurrentQueue<string> Read { get; } = new();

    /// <summary>What a listing gives instead, by location and folder.</summary>
    public Func<string, string, IReadOnlyList<ArtifactEntry>?> Listing { get; init; } = (_, _) => null;

    /// <summary>What reading gives instead, by path.</summary>
    public Func<string, Stream?> Content { get; init; } = _ => null;

    /// <summary>What is stored of what is written.</summary>
    public Func<byte[], byte[]> Store { get; init; } = bytes => bytes;

    public IArtifactRepository Open(string artifactUri)
    {
        Opened.Enqueue(artifactUri);
        return new Place(this, artifactUri);
    }

    private sealed class Place(FilesInMemory all, string uri) : IArtifactRepository
    {
        public Task<IReadOnlyList<ArtifactEntry>> ListAsync(string? path, CancellationToken cancellationToken = default)
        {
            if (all.Listing(uri, path ?? "") is { } given)
                return Task.FromResult(given);
            var front = $"{uri}|{(string.IsNullOrEmpty(path) ? "" : path + "/")}";
            return Task.FromResult<IReadOnlyList<ArtifactEntry>>(
                [.. all.Files.Where(file => file.Key.StartsWith(front, StringComparison.Ordinal))
                    .Select(file => (Below: file.Key[front.Length..], file.Value.Length))
                    .GroupBy(file => file.Below.Split('/')[0], StringComparer.Ordinal)
                    .Select(group => new ArtifactEntry(
                        ArtifactPath.Combine(path, group.Key), group.First().Below.Contains('/', StringComparison.Ordinal), group.First().Below.Contains('/', StringComparison.Ordinal) ? null : group.First().Length))]);
        }

        public Task<ArtifactContent> OpenReadAsync(string path, CancellationToken cancellationToken = default)
        {
            all.Read.Enqueue(path);
            return Task.FromResult(all.Content(path) is { } stream
                ? new ArtifactContent(stream, null, null)
                : new ArtifactContent(new MemoryStream(all.Files[$"{uri}|{path}"]), all.Files[$"{uri}|{path}"].Length, null));
        }

        public async Task WriteAsync(string path, ArtifactBody body, CancellationToken cancellationToken = default)
        {
            using var bytes = new MemoryStream();
            await body.OpenRead().CopyToAsync(bytes, cancellationToken);
            all.Files[$"{uri}|{path}"] = all.Store(bytes.ToArray());
        }

        public Task DeleteAsync(string? path, CancellationToken cancellationToken = default)
        {
            all.Files.TryRemove($"{uri}|{path}", out _);
            return Task.CompletedTask;
        }
    }
}
