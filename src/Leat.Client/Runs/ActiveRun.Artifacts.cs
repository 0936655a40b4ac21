using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Client;

// The ...Async forms end when the artifact is stored. The others return at once and upload in the background, one artifact
// per run at a time; the next flush reports their failures, like those of metrics.
public sealed partial class ActiveRun
{
    /// <summary>Uploads a file, or a directory under its own name, in the background.</summary>
    /// <param name="localPath">A file or directory on this disk. It is read later: leave it as it is until
    /// <see cref="FlushAsync"/> or the end of the run, or use <see cref="LogArtifactAsync"/>.</param>
    /// <param name="artifactPath">The directory to put it in, relative to the run's root; null for the root.</param>
    /// <exception cref="FileNotFoundException">There is neither file nor directory at <paramref name="localPath"/>.</exception>
    /// <exception cref="InvalidOperationException">The run has ended.</exception>
    public void LogArtifact(string localPath, string? artifactPath = null)
    {
        if (!File.Exists(localPath) && !Directory.Exists(localPath))
            throw new FileNotFoundException($"There is no file or directory '{localPath}' to log as an artifact.", localPath);
        _ = ArtifactPath.ParseDirectory(artifactPath);
        var fullPath = Path.GetFullPath(localPath);
        _log.AddUpload($"artifact '{localPath}'", token => LogArtifactAsync(fullPath, artifactPath, token));
    }

    /// <summary>Uploads a file, or a directory under its own name.</summary>
    /// <param name="localPath">A file or directory on this disk.</param>
    /// <param name="artifactPath">The directory to put it in, relative to the run's root; null for the root.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Completes when it is stored.</returns>
    public Task LogArtifactAsync(
        string localPath, string? artifactPath = null, CancellationToken cancellationToken = default) =>
        Upload().FileOrDirectoryAsync(localPath, artifactPath, cancellationToken);

    /// <summary>Uploads all that a directory holds, in the background; see <see cref="LogArtifact"/>.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="InvalidOperationException">The run has ended.</exception>
    public void LogArtifacts(string localDirectory, string? artifactPath = null)
    {
        if (!Directory.Exists(localDirectory))
            throw new DirectoryNotFoundException($"There is no directory '{localDirectory}' to log as artifacts.");
        _ = ArtifactPath.ParseDirectory(artifactPath);
        var fullPath = Path.GetFullPath(localDirectory);
        _log.AddUpload($"artifacts '{localDirectory}'", token => LogArtifactsAsync(fullPath, artifactPath, token));
    }

    /// <summary>Uploads all that a directory holds.</summary>
    /// <param name="localDirectory">A directory on this disk.</param>
    /// <param name="artifactPath">The directory to put its contents in, relative to the run's root; null for the root.</param>
    /// <param name="cancellationToken">Ends the call; files uploaded so far stay.</param>
    /// <returns>Completes when they are stored.</returns>
    public Task LogArtifactsAsync(
        string localDirectory, string? artifactPath = null, CancellationToken cancellationToken = default) =>
        Upload().ContentsAsync(localDirectory, artifactPath, cancellationToken);

    /// <summary>Stores a text as a UTF-8 file, in the background.</summary>
    /// <param name="text">The text.</param>
    /// <param name="artifactFile">The file to write, relative to the run's root, for example <c>notes/summary.txt</c>.</param>
    /// <exception cref="InvalidOperationException">The run has ended.</exception>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the path leads out of the run's files.</exception>
    public void LogText(string text, string artifactFile)
    {
        var file = ArtifactPath.ParseFile(artifactFile);
        _log.AddUpload($"artifact '{artifactFile}'", token => LogTextAsync(text, file, token));
    }

    /// <summary>Stores a text as a UTF-8 file, replacing what was there.</summary>
    /// <returns>Completes when it is stored.</returns>
    public Task LogTextAsync(string text, string artifactFile, CancellationToken cancellationToken = default) =>
        Upload().BytesAsync(ArtifactBytes.OfText(text), artifactFile, cancellationToken);

    /// <summary>Stores a JSON value as an indented UTF-8 file, in the background; see <see cref="LogText"/>.</summary>
    /// <remarks>The value is serialized during the call and may be changed after it.</remarks>
    public void LogJson(JsonNode? value, string artifactFile)
    {
        var file = ArtifactPath.ParseFile(artifactFile);
        var content = ArtifactBytes.OfJson(value);
        _log.AddUpload($"artifact '{artifactFile}'", token => Upload().BytesAsync(content, file, token));
    }

    /// <summary>Stores a JSON value as an indented UTF-8 file, replacing what was there.</summary>
    /// <returns>Completes when it is stored.</returns>
    public Task LogJsonAsync(JsonNode? value, string artifactFile, CancellationToken cancellationToken = default) =>
        Upload().BytesAsync(ArtifactBytes.OfJson(value), artifactFile, cancellationToken);

    /// <summary>Stores an object as a JSON file, replacing what was there.</summary>
    /// <param name="value">The object.</param>
    /// <param name="artifactFile">The file to write, relative to the run's root.</param>
    /// <param name="typeInfo">How to write it, from a <c>JsonSerializerContext</c> of the program: no reflection is used.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Completes when it is stored.</returns>
    public Task LogJsonAsync<T>(
        T value, string artifactFile, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken = default) =>
        LogJsonAsync(JsonSerializer.SerializeToNode(value, typeInfo), artifactFile, cancellationToken);

    /// <summary>Stores the content of a stream, from its current position to the end, replacing what was there.</summary>
    /// <param name="content">Not disposed.</param>
    /// <param name="artifactFile">The file to write, relative to the run's root.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Completes when it is stored.</returns>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the path is not allowed, or this
    /// program cannot write to the run's artifact URI.</exception>
    public Task LogStreamAsync(Stream content, string artifactFile, CancellationToken cancellationToken = default) =>
        Client.ArtifactsAt(Info.ArtifactUri).WriteAsync(artifactFile, ArtifactBody.Of(content), cancellationToken);

    private ArtifactUpload Upload() => Client.UploadTo(Client.ArtifactsAt(Info.ArtifactUri));
}
