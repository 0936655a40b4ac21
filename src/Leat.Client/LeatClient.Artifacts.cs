using System.Runtime.CompilerServices;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Client;

public sealed partial class LeatClient
{
    /// <summary>Five tries over 7.5 s; anything longer is an outage, and sending a big file is expensive.</summary>
    private const int ArtifactRetries = 4;

    /// <summary>The entries directly in a directory of a run's artifacts, sorted by path; none for a file or for what is not there.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="path">The directory, relative to the run's root; null for the root.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such run.</exception>
    public async IAsyncEnumerable<ArtifactEntry> ListArtifactsAsync(
        string runId, string? path = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var repository = await ArtifactsOfAsync(runId, cancellationToken).ConfigureAwait(false);
        foreach (var entry in await repository.ListAsync(path, cancellationToken).ConfigureAwait(false))
            yield return entry;
    }

    /// <summary>Opens an artifact for reading. Dispose what is returned.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such run or file.</exception>
    public async Task<ArtifactContent> OpenArtifactAsync(
        string runId, string path, CancellationToken cancellationToken = default)
    {
        var repository = await ArtifactsOfAsync(runId, cancellationToken).ConfigureAwait(false);
        return await repository.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies an artifact, or a directory with all it holds, to this disk.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="path">A file or directory, relative to the run's root; null for all.</param>
    /// <param name="destination">A directory, created if missing; the artifacts keep their whole path below it.</param>
    /// <param name="cancellationToken">Ends the call; files copied so far stay.</param>
    /// <returns>The local path of what <paramref name="path"/> names.</returns>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such run, file or directory.</exception>
    public async Task<string> DownloadArtifactsAsync(
        string runId, string? path, string destination, CancellationToken cancellationToken = default)
    {
        var repository = await ArtifactsOfAsync(runId, cancellationToken).ConfigureAwait(false);
        var download = new ArtifactDownload(repository, destination);
        return await download.RunAsync(path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Uploads a file, or a directory under its own name.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="localPath">A file or directory on this disk.</param>
    /// <param name="artifactPath">The directory to put it in, relative to the run's root; null for the root.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="FileNotFoundException">There is neither file nor directory at <paramref name="localPath"/>.</exception>
    public async Task LogArtifactAsync(
        string runId, string localPath, string? artifactPath = null, CancellationToken cancellationToken = default)
    {
        var upload = UploadTo(await ArtifactsOfAsync(runId, cancellationToken).ConfigureAwait(false));
        await upload.FileOrDirectoryAsync(localPath, artifactPath, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Uploads all that a directory holds.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="localDirectory">A directory on this disk.</param>
    /// <param name="artifactPath">The directory to put its contents in, relative to the run's root; null for the root.</param>
    /// <param name="cancellationToken">Ends the call; files uploaded so far stay.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public async Task LogArtifactsAsync(
        string runId, string localDirectory, string? artifactPath = null, CancellationToken cancellationToken = default)
    {
        var upload = UploadTo(await ArtifactsOfAsync(runId, cancellationToken).ConfigureAwait(false));
        await upload.ContentsAsync(localDirectory, artifactPath, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stores the content of a stream, from its current position to the end, replacing what was there.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="content">Not disposed.</param>
    /// <param name="artifactFile">The file to write, relative to the run's root, for example <c>notes/summary.txt</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task LogStreamAsync(
        string runId, Stream content, string artifactFile, CancellationToken cancellationToken = default)
    {
        var repository = await ArtifactsOfAsync(runId, cancellationToken).ConfigureAwait(false);
        await repository.WriteAsync(artifactFile, ArtifactBody.Of(content), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stores a text as a UTF-8 file, replacing what was there.</summary>
    public async Task LogTextAsync(
        string runId, string text, string artifactFile, CancellationToken cancellationToken = default)
    {
        var upload = UploadTo(await ArtifactsOfAsync(runId, cancellationToken).ConfigureAwait(false));
        await upload.BytesAsync(ArtifactBytes.OfText(text), artifactFile, cancellationToken).ConfigureAwait(false);
    }

    internal IArtifactRepository ArtifactsAt(string artifactUri) => new CheckedArtifacts(_artifacts.Open(artifactUri));

    internal ArtifactUpload UploadTo(IArtifactRepository repository) =>
        new(repository, new TransientRetry(ArtifactRetries, Options.TimeProvider));

    /// <summary>A run's artifact URI never changes, so it is asked for once.</summary>
    private async Task<IArtifactRepository> ArtifactsOfAsync(string runId, CancellationToken cancellationToken)
    {
        if (!_artifactUris.TryGetValue(runId, out var uri))
        {
            uri = (await GetRunAsync(runId, cancellationToken).ConfigureAwait(false)).Info.ArtifactUri;
            _artifactUris[runId] = uri;
        }

        return ArtifactsAt(uri);
    }
}
