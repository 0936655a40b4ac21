namespace Leat.Core;

/// <summary>What has ids that a load may meet.</summary>
public enum BulkKind
{
    /// <summary>Logged models.</summary>
    Model,

    /// <summary>Traces.</summary>
    Trace,
}

/// <summary>A logged model to load, with its own id, times, status and metrics.</summary>
/// <param name="Model">The model. The runs of its metrics must be there.</param>
public sealed record BulkModel(LoggedModel Model)
{
    /// <summary>When it was deleted, Unix milliseconds UTC; null if it is active.</summary>
    public long? DeletedTimeMs { get; init; }
}

/// <summary>A registered model to load.</summary>
/// <param name="Model">Its attributes, tags and aliases; its latest versions are ignored.</param>
/// <param name="Versions">All its versions; their aliases are ignored.</param>
/// <param name="LastVersion">The highest number given so far, which deleting versions does not lower.</param>
public sealed record BulkRegisteredModel(RegisteredModel Model, IReadOnlyList<ModelVersion> Versions, long LastVersion);

/// <summary>What became of a registered model that was loaded.</summary>
/// <param name="IsNew">Whether it was not there.</param>
/// <param name="AddedVersions">The versions that it got.</param>
/// <param name="OtherVersions">The numbers that other versions have here, made at another time or from another source: those given were left
/// out.</param>
/// <param name="OtherAliases">The aliases that name another version here; they stay.</param>
public sealed record BulkModelResult(
    bool IsNew, IReadOnlyList<long> AddedVersions, IReadOnlyList<long> OtherVersions, IReadOnlyList<string> OtherAliases);
