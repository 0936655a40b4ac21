using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Runs;

namespace Leat.Storage.Sql.Registry;

/// <summary>What a new version's source, run and logged model resolve to.</summary>
/// <param name="StorageLocation">Where its files lie; empty if it has none to serve.</param>
/// <param name="RunId">Its run: the one named, or that of its logged model.</param>
internal sealed record VersionOrigin(string StorageLocation, string RunId)
{
    /// <summary>Looks up what the version refers to.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: something it refers to is not there.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: a local source outside of the artifacts of its run or logged model.</exception>
    public static async Task<VersionOrigin> FindAsync(
        SqlDatabase database, SqlSession session, long workspace, NewModelVersion version, CancellationToken cancellationToken)
    {
        var isLocal = ArtifactUri.IsLocal(version.Source);
        if (version.IsPrompt)
        {
            // The source of a prompt is not checked, so no server may ever read there.
            return new VersionOrigin("", version.RunId);
        }

        (string ArtifactUri, string SourceRunId)? model = version.ModelId.Length > 0 && (isLocal || version.RunId.Length == 0)
            ? await ModelAsync(session, version.ModelId, cancellationToken).ConfigureAwait(false)
            : null;
        if (isLocal)
            await CheckLocalAsync(session, version, model?.ArtifactUri).ConfigureAwait(false);
        var location = ModelUri.IsModelUri(version.Source)
            ? await ResolveAsync(database, session, workspace, version.Source, cancellationToken).ConfigureAwait(false)
            : version.Source;
        return new VersionOrigin(location, version.RunId.Length > 0 ? version.RunId : model?.SourceRunId ?? "");
    }

    private static async Task CheckLocalAsync(SqlSession session, NewModelVersion version, string? modelArtifacts)
    {
        if (version.ModelId.Length > 0)
        {
            VersionSourceRules.CheckLocal(version.Source, "model", modelArtifacts);
            return;
        }

        var runArtifacts = version.RunId.Length == 0
            ? null
            : await session.ScalarAsync($"SELECT r.artifact_uri FROM {RunColumns.From} WHERE r.run_id = @p0", version.RunId).ConfigureAwait(false) as string
                ?? throw Writes.RunState.NotFound(version.RunId);
        VersionSourceRules.CheckLocal(version.Source, "run", runArtifacts);
    }

    private static async Task<string> ResolveAsync(
        SqlDatabase database, SqlSession session, long workspace, string source, CancellationToken cancellationToken)
    {
        try
        {
            var uri = ModelUri.Parse(source);
            if (uri.ModelId is { } modelId)
                return (await ModelAsync(session, modelId, cancellationToken).ConfigureAwait(false)).ArtifactUri;
            var version = await new RegistryReads(database, session, workspace, cancellationToken).ResolveAsync(uri).ConfigureAwait(false);
            return version.StorageLocation.Length > 0
                ? version.StorageLocation
                : throw LeatException.InvalidParameter("It is a version of a prompt and has no files.");
        }
        catch (LeatException exception)
        {
            throw new LeatException(
                exception.Code,
                $"Unable to fetch model from model URI source artifact location '{source}'.Error: {exception.Message}",
                exception);
        }
    }

    private static async Task<(string ArtifactUri, string SourceRunId)> ModelAsync(
        SqlSession session, string modelId, CancellationToken cancellationToken)
    {
        var found = await session.ReadAsync(
            "SELECT artifact_uri, source_run_id FROM models WHERE model_id = @p0 AND deleted_ms IS NULL",
            [modelId],
            row => (row.NextText(), row.NextText()),
            cancellationToken).ConfigureAwait(false);
        return found is [var model] ? model : throw Models.ModelState.NotFound(modelId);
    }
}
