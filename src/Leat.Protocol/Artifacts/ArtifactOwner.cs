using Leat.Core;

namespace Leat.Protocol;

/// <summary>Whose files a request is about: a run's, a logged model's, or those of a version of a registered model.</summary>
internal abstract record ArtifactOwner
{
    private ArtifactOwner()
    {
    }

    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not exactly one is named.</exception>
    public static ArtifactOwner Of(string? runId, string? modelId, string? name, string? version)
    {
        if (new[] { runId, modelId, name }.Count(given => !string.IsNullOrEmpty(given)) != 1)
            throw LeatException.InvalidParameter("Name exactly one owner of the files: run_id, model_id, or name with version.");
        if (!string.IsNullOrEmpty(runId))
            return new OfRun(runId);
        if (!string.IsNullOrEmpty(modelId))
            return new OfLoggedModel(modelId);
        if (string.IsNullOrEmpty(version))
            throw LeatException.InvalidParameter("Missing value for required parameter 'version'.");
        return new OfVersion(name!, RegistryRules.ParseVersion(name!, version));
    }

    /// <summary>A run.</summary>
    public sealed record OfRun(string RunId) : ArtifactOwner;

    /// <summary>A logged model.</summary>
    public sealed record OfLoggedModel(string ModelId) : ArtifactOwner;

    /// <summary>A version of a registered model.</summary>
    public sealed record OfVersion(string Name, long Version) : ArtifactOwner;
}
