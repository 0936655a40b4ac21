using Leat.Core.Artifacts;

namespace Leat.Protocol;

/// <summary>Query of <c>GET /api/2.0/mlflow/artifacts/list</c>. A page token is taken and ignored: the answer is whole.</summary>
/// <param name="RunId">Which run.</param>
/// <param name="Path">Which of its folders; the top if left out. A relative path with / between its parts.</param>
internal sealed record ListArtifactsRequest(string? RunId, string? Path) : IWireRequest<ListArtifactsRequest>
{
    public static ListArtifactsRequest Decode(WireFields fields)
    {
        var runId = fields.RequireString("run_id", alias: "run_uuid");
        var path = fields.GetString("path");
        _ = fields.GetString("page_token");
        return new ListArtifactsRequest(runId, path);
    }
}

/// <summary>Answer of <c>artifacts/list</c>.</summary>
/// <param name="RootUri">The place that paths are relative to: the run's artifact location.</param>
/// <param name="Files">What lies there, with paths from the run's top; left out when nothing does.</param>
internal sealed record ListArtifactsResponse(string RootUri, IReadOnlyList<FileInfoMessage>? Files)
{
    /// <summary>The listing as it travels.</summary>
    /// <param name="rootUri">The run's artifact location.</param>
    /// <param name="entries">What lies in the directory.</param>
    public static ListArtifactsResponse From(string rootUri, IReadOnlyList<ArtifactEntry> entries) =>
        new(rootUri, entries.ToMessages(FileInfoMessage.From));
}

/// <summary>Query of <c>GET /api/2.0/mlflow-artifacts/artifacts</c>.</summary>
/// <param name="Path">A folder below the destination; the top if left out.</param>
internal sealed record ListProxyArtifactsRequest(string? Path) : IWireRequest<ListProxyArtifactsRequest>
{
    public static ListProxyArtifactsRequest Decode(WireFields fields) => new(fields.GetString("path"));
}

/// <summary>Answer of the proxy to a listing.</summary>
/// <param name="Files">With bare names; left out when there are none.</param>
internal sealed record ListProxyArtifactsResponse(IReadOnlyList<FileInfoMessage>? Files)
{
    /// <summary>The listing as it travels.</summary>
    /// <param name="entries">What lies in the directory.</param>
    public static ListProxyArtifactsResponse From(IReadOnlyList<ArtifactEntry> entries) =>
        new(entries.ToMessages(FileInfoMessage.ByName));
}

/// <summary>A file or directory in a listing.</summary>
/// <param name="Path">A path from the top of the run's artifacts, or a bare name in a listing of the proxy.</param>
/// <param name="IsDir">Whether it is a folder.</param>
/// <param name="FileSize">In bytes; left out for folders and, as MLflow does it, for empty files.</param>
internal sealed record FileInfoMessage(string Path, bool IsDir, [property: MayBeLeftOut] long? FileSize)
{
    /// <summary>The entry under its path.</summary>
    public static FileInfoMessage From(ArtifactEntry entry) =>
        new(entry.Path, entry.IsDirectory, entry.Size is 0 ? null : entry.Size);

    /// <summary>The entry under its bare name.</summary>
    public static FileInfoMessage ByName(ArtifactEntry entry) => From(entry) with { Path = ArtifactPath.GetName(entry.Path) };
}
