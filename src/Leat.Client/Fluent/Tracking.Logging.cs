using System.Text.Json.Nodes;
using Leat.Core;

namespace Leat.Client;

// Each call goes to the active run of the caller's flow, and throws InvalidOperationException if there is none. The method of the
// same name on ActiveRun documents what it does.
public static partial class Tracking
{
    /// <summary>Logs a param to the active run; see <see cref="ActiveRun.LogParam"/>.</summary>
    public static void LogParam(string key, object? value) => Active.LogParam(key, value);

    /// <summary>Logs several params to the active run; see <see cref="ActiveRun.LogParam"/>.</summary>
    public static void LogParams<TValue>(IEnumerable<KeyValuePair<string, TValue>> values) => Active.LogParams(values);

    /// <summary>Logs several params to the active run; see <see cref="ActiveRun.LogParam"/>.</summary>
    public static void LogParams(params ReadOnlySpan<(string Key, object? Value)> values) => Active.LogParams(values);

    /// <summary>Logs one point of a metric to the active run; see <see cref="ActiveRun.LogMetric"/>.</summary>
    public static void LogMetric(string key, double value, long step = 0, DateTimeOffset? timestamp = null) =>
        Active.LogMetric(key, value, step, timestamp);

    /// <summary>Logs one point of several metrics to the active run; see <see cref="ActiveRun.LogMetrics"/>.</summary>
    public static void LogMetrics(
        IEnumerable<KeyValuePair<string, double>> values, long step = 0, DateTimeOffset? timestamp = null) =>
        Active.LogMetrics(values, step, timestamp);

    /// <summary>Sets a tag of the active run; see <see cref="ActiveRun.SetTag"/>.</summary>
    public static void SetTag(string key, object? value) => Active.SetTag(key, value);

    /// <summary>Sets several tags of the active run; see <see cref="ActiveRun.SetTag"/>.</summary>
    public static void SetTags<TValue>(IEnumerable<KeyValuePair<string, TValue>> values) => Active.SetTags(values);

    /// <summary>Sets several tags of the active run; see <see cref="ActiveRun.SetTag"/>.</summary>
    public static void SetTags(params ReadOnlySpan<(string Key, object? Value)> values) => Active.SetTags(values);

    /// <summary>Notes that the active run used a dataset; see <see cref="ActiveRun.LogInput"/>.</summary>
    public static void LogInput(
        Dataset dataset, string? context = null, IEnumerable<KeyValuePair<string, string>>? tags = null) =>
        Active.LogInput(dataset, context, tags);

    /// <summary>Uploads a file or directory in the background; see <see cref="ActiveRun.LogArtifact"/>.</summary>
    public static void LogArtifact(string localPath, string? artifactPath = null) =>
        Active.LogArtifact(localPath, artifactPath);

    /// <summary>Uploads a file or directory; see <see cref="ActiveRun.LogArtifactAsync"/>.</summary>
    public static Task LogArtifactAsync(
        string localPath, string? artifactPath = null, CancellationToken cancellationToken = default) =>
        Active.LogArtifactAsync(localPath, artifactPath, cancellationToken);

    /// <summary>Uploads all that a directory holds, in the background; see <see cref="ActiveRun.LogArtifacts"/>.</summary>
    public static void LogArtifacts(string localDirectory, string? artifactPath = null) =>
        Active.LogArtifacts(localDirectory, artifactPath);

    /// <summary>Uploads all that a directory holds; see <see cref="ActiveRun.LogArtifactsAsync"/>.</summary>
    public static Task LogArtifactsAsync(
        string localDirectory, string? artifactPath = null, CancellationToken cancellationToken = default) =>
        Active.LogArtifactsAsync(localDirectory, artifactPath, cancellationToken);

    /// <summary>Stores a text as a UTF-8 file, in the background; see <see cref="ActiveRun.LogText"/>.</summary>
    public static void LogText(string text, string artifactFile) => Active.LogText(text, artifactFile);

    /// <summary>Stores a text as a UTF-8 file; see <see cref="ActiveRun.LogTextAsync"/>.</summary>
    public static Task LogTextAsync(string text, string artifactFile, CancellationToken cancellationToken = default) =>
        Active.LogTextAsync(text, artifactFile, cancellationToken);

    /// <summary>Stores a JSON value as a file, in the background; see <see cref="ActiveRun.LogJson"/>.</summary>
    public static void LogJson(JsonNode? value, string artifactFile) => Active.LogJson(value, artifactFile);

    private static ActiveRun Active => Session.ActiveRun ?? throw new InvalidOperationException(
        "No run is active in this flow of execution. Start one: 'await using var run = await Tracking.StartRunAsync();'. "
        + "A run that an async helper started is not active in its caller: use the ActiveRun that the helper returns.");
}
