using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Experiments;

/// <summary>Where a search over experiments looks.</summary>
internal static class ExperimentSearchTable
{
    public static SearchTable<Experiment> Instance { get; } = new(
        ExperimentColumns.All,
        "experiments e",
        "e.id",
        new SearchColumns<Experiment>(ExperimentSearch.Attributes, new()
        {
            [ExperimentSearch.Name] = "e.name",
            [ExperimentSearch.ExperimentId] = "e.id",
            [ExperimentSearch.CreationTime] = "e.created_ms",
            [ExperimentSearch.LastUpdateTime] = "e.updated_ms",
        }),
        new Dictionary<SearchEntity, NamedTable> { [SearchEntity.Tag] = new("experiment_tags", "experiment") });
}
