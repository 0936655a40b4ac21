using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Registry;

/// <summary>A row with its number, by which other tables refer to it.</summary>
internal readonly record struct Keyed<T>(long Key, T Row);

/// <summary>The columns of a registered model <c>m</c> without its tags, aliases and versions.</summary>
internal static class RegisteredModelColumns
{
    public const string All = "m.id, m.name, m.created_ms, m.updated_ms, m.description";

    public static Keyed<RegisteredModel> Read(SqlRow row) => new(
        row.NextInt64(),
        new RegisteredModel(
            Name: row.NextText(),
            CreationTimestampMs: row.NextInt64(),
            LastUpdatedTimestampMs: row.NextInt64(),
            Description: row.NextText(),
            LatestVersions: [],
            Tags: [],
            Aliases: []));
}

/// <summary>The columns of a version <c>v</c> of the registered model <c>m</c> without its tags and aliases.</summary>
internal static class ModelVersionColumns
{
    public const string All =
        """
        v.id, m.name, v.version, v.created_ms, v.updated_ms, v.stage, v.description, v.source, v.storage_location, v.run_id, v.run_link
        """;

    public const string From = "model_versions v JOIN registered_models m ON m.id = v.registered_model";

    public static Keyed<ModelVersion> Read(SqlRow row) => new(
        row.NextInt64(),
        new ModelVersion(
            Name: row.NextText(),
            Version: row.NextInt64(),
            CreationTimestampMs: row.NextInt64(),
            LastUpdatedTimestampMs: row.NextInt64(),
            Stage: (ModelStage)row.NextInt32(),
            Description: row.NextText(),
            Source: row.NextText(),
            StorageLocation: row.NextText(),
            RunId: row.NextText(),
            RunLink: row.NextText(),
            Tags: [],
            Aliases: []));
}
