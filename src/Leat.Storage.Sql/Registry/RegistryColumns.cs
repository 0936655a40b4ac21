using System.Data.Common;
using Leat.Core;

namespace Leat.Storage.Sql.Registry;

/// <summary>A row with its number, which other tables refer to it by.</summary>
internal readonly record struct Keyed<T>(long Key, T Row);

/// <summary>The columns of a registered model <c>m</c> without its tags, aliases and versions.</summary>
internal static class RegisteredModelColumns
{
    public const string All = "m.id, m.name, m.created_ms, m.updated_ms, m.description";

    public static Keyed<RegisteredModel> Read(DbDataReader reader) => new(
        reader.GetInt64(0),
        new RegisteredModel(
            Name: reader.GetString(1),
            CreationTimestampMs: reader.GetInt64(2),
            LastUpdatedTimestampMs: reader.GetInt64(3),
            Description: reader.GetString(4),
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

    public static Keyed<ModelVersion> Read(DbDataReader reader) => new(
        reader.GetInt64(0),
        new ModelVersion(
            Name: reader.GetString(1),
            Version: reader.GetInt64(2),
            CreationTimestampMs: reader.GetInt64(3),
            LastUpdatedTimestampMs: reader.GetInt64(4),
            Stage: (ModelStage)reader.GetInt32(5),
            Description: reader.GetString(6),
            Source: reader.GetString(7),
            StorageLocation: reader.GetString(8),
            RunId: reader.GetString(9),
            RunLink: reader.GetString(10),
            Tags: [],
            Aliases: []));
}
