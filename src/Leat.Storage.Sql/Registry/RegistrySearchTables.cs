using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Registry;

/// <summary>Where searches over the registry look.</summary>
internal static class RegistrySearchTables
{
    public static SearchTable<RegisteredModel> RegisteredModels { get; } = new(
        RegisteredModelColumns.All,
        "registered_models m",
        "m.id",
        new SearchColumns<RegisteredModel>(RegisteredModelSearch.Attributes, new()
        {
            [RegisteredModelSearch.Name] = "m.name",
            [RegisteredModelSearch.LastUpdatedTimestamp] = "m.updated_ms",
        }),
        new Dictionary<SearchEntity, NamedTable> { [SearchEntity.Tag] = new("registered_model_tags", "registered_model") });

    public static SearchTable<ModelVersion> ModelVersions { get; } = new(
        ModelVersionColumns.All,
        ModelVersionColumns.From,
        "v.id",
        new SearchColumns<ModelVersion>(ModelVersionSearch.Attributes, new()
        {
            [ModelVersionSearch.Name] = "m.name",
            [ModelVersionSearch.SourcePath] = "v.source",
            [ModelVersionSearch.RunId] = "v.run_id",
            [ModelVersionSearch.VersionNumber] = "v.version",
            [ModelVersionSearch.CreationTimestamp] = "v.created_ms",
            [ModelVersionSearch.LastUpdatedTimestamp] = "v.updated_ms",
        }),
        new Dictionary<SearchEntity, NamedTable> { [SearchEntity.Tag] = new("model_version_tags", "model_version") });
}
