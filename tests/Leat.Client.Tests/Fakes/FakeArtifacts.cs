using System.Collections.Concurrent;
using System.Text;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Client.Tests.Fakes;

/// <summary>A single in-memory repository for all URIs.</summary>
internal sealed class FakeArtifacts : IArtifactRepositoryProvider, IArtifactRepository
{
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>Runs before a file is stored; may wait, or throw.</summary>
    public Func<string, Task> BeforeWrite { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs after the content is read and before it is stored; may throw.</summary>
    public Func<string, Task> AfterWrite { get; set; } = _ => Task.CompletedTask;

    public IEnumerable<string> Paths => _files.Keys.Order(StringComparer.Ordinal);

    public string Text(string path) => Encoding.UTF8.GetString(_files[path]);

    public void Put(string path, string text) => _files[path] = Encoding.UTF8.GetBytes(text);

    public IArtifactRepository Open(string artifactUri) => this;

    public Task<IReadOnlyList<ArtifactEntry>> ListAsync(string? path, CancellationToken cancellationToken = default)
    {
        var prefix = string.IsNullOrEmpty(path) ? "" : path + "/";
        IReadOnlyList<ArtifactEntry> entries =
        [
            .. _files.Where(file => file.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(file => file.Key[prefix.Length..].Split('/') is [var name]
                    ? new ArtifactEntry(prefix + name, false, file.Value.Length)
                    : new ArtifactEntry(prefix + file.Key[prefix.Length..].Split('/')[0], true, null))
                .DistinctBy(entry => entry.Path)
                .OrderBy(entry => entry.Path, StringComparer.Ordinal),
        ];
        return Task.FromResult(entries);
    }

    public Task<ArtifactContent> OpenReadAsync(string path, CancellationToken cancellationToken = default) =>
        _files.TryGetValue(path, out var content)
            ? Task.FromResult(new ArtifactContent(new MemoryStream(content), content.Length, null))
            : throw LeatException.DoesNotExist($"No such artifact: '{path}'");

    public async Task WriteAsync(string path, ArtifactBody body, CancellationToken cancellationToken = default)
    {
        await BeforeWrite(path);
        var copy = new MemoryStream();
        await body.OpenRead().CopyToAsync(copy, cancellationToken);
        await AfterWrite(path);
        _files[path] = copy.ToArray();
    }

    public Task DeleteAsync(string? path, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
