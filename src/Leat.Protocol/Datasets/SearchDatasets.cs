using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /ajax-api/2.0/mlflow/experiments/search-datasets</c>.</summary>
/// <param name="ExperimentIds">Which experiments.</param>
[Needs("experiment_ids")]
internal sealed record SearchDatasetsRequest(
    [property: Limits(1, SearchDatasetsRequest.MaxExperiments)] IReadOnlyList<string>? ExperimentIds)
    : IWireRequest<SearchDatasetsRequest>
{
    public static SearchDatasetsRequest Decode(WireFields fields) => new(fields.GetStrings("experiment_ids"));

    /// <summary>The most experiments of one call.</summary>
    public const int MaxExperiments = 20;
}

/// <summary>Answer of <c>experiments/search-datasets</c>.</summary>
/// <param name="DatasetSummaries">Left out when there are none.</param>
internal sealed record SearchDatasetsResponse(IReadOnlyList<DatasetSummaryMessage>? DatasetSummaries)
{
    public static SearchDatasetsResponse From(IReadOnlyList<DatasetSummary> summaries) =>
        new(summaries.ToMessages(DatasetSummaryMessage.From));

    public IReadOnlyList<DatasetSummary> ToSummaries() => DatasetSummaries.ToEntities(summary => summary.ToEntity());
}

/// <summary>A dataset as it appears in an experiment.</summary>
/// <param name="ExperimentId">The experiment it was first logged in.</param>
/// <param name="Name">Its name.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Context">Left out when the input has none.</param>
internal sealed record DatasetSummaryMessage(
    string? ExperimentId,
    string? Name,
    string? Digest,
    [property: MayBeLeftOut] string? Context)
{
    public static DatasetSummaryMessage From(DatasetSummary summary) =>
        new(summary.ExperimentId, summary.Name, summary.Digest, summary.Context);

    /// <summary>The summary.</summary>
    public DatasetSummary ToEntity() => new(ExperimentId ?? "", Name ?? "", Digest ?? "", Context);
}
