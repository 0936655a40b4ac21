using Leat.Core;
using Leat.Protocol;

namespace Leat.Server;

/// <summary>The requests that pass over what they name and is not there. Of those, what is in another workspace is passed over in the same way, by
/// an id that nothing has.</summary>
internal static class TolerantRequests
{
    /// <summary>An id that nothing of a kind has: the number of the last experiment that could ever be, or what is of no id's form.</summary>
    public static string NothingOf(ResourceKind kind) => kind == ResourceKind.Experiment ? "9223372036854775807" : "-";

    /// <summary>The calls of these paths answer as if all were well, or as if nothing were in it, where what the path names is not there.</summary>
    private static readonly HashSet<(string Method, string Path)> Paths =
    [
        ("DELETE", "/mlflow/datasets/{dataset_id}"),
        ("DELETE", "/mlflow/datasets/{dataset_id}/tags/{key}"),
        ("GET", "/mlflow/datasets/{dataset_id}/records"),
        ("GET", "/mlflow/datasets/{dataset_id}/experiment-ids"),
        ("DELETE", "/mlflow/traces/{trace_id}/assessments/{assessment_id}"),
    ];

    /// <summary>Whether a call does without what its path names.</summary>
    public static bool PassesOverPath(RpcCall call) => Paths.Contains((call.Method, call.Path));

    /// <summary>The request without what is elsewhere, as far as it can do without; the request itself if it needs all that it names.</summary>
    public static object Without(object request, IReadOnlySet<ResourceName> foreign)
    {
        return request switch
        {
            SearchRunsRequest search => search with { ExperimentIds = Experiments(search.ExperimentIds) },
            GetRunTableRequest table => table with { ExperimentIds = Experiments(table.ExperimentIds), RunIds = All(table.RunIds, ResourceKind.Run) },
            CountRunsRequest count => count with { ExperimentIds = Experiments(count.ExperimentIds) },
            GetRunColumnsRequest columns => columns with { ExperimentIds = Experiments(columns.ExperimentIds) },
            GetRunValuesRequest values => values with { ExperimentIds = Experiments(values.ExperimentIds) },
            GetExperimentTableRequest table => table with { Ids = Experiments(table.Ids) },
            SearchDatasetsRequest search => search with { ExperimentIds = Experiments(search.ExperimentIds) },
            SearchLoggedModelsRequest search => search with { ExperimentIds = Experiments(search.ExperimentIds) },
            SearchEvaluationDatasetsRequest search => search with { ExperimentIds = Experiments(search.ExperimentIds) },
            RemoveEvaluationDatasetFromExperimentsRequest remove => remove with { ExperimentIds = Experiments(remove.ExperimentIds) },
            SearchOldTracesRequest search => search with { ExperimentIds = Experiments(search.ExperimentIds) },
            SearchTracesRequest { Locations: { } locations } search => search with { Locations = [.. locations.Select(LocationOf)] },
            CalculateTraceFilterCorrelationRequest correlation => correlation with { ExperimentIds = Experiments(correlation.ExperimentIds) },
            QueryTraceMetricsRequest query => query with { ExperimentIds = Experiments(query.ExperimentIds) },
            BatchGetTracesRequest batch => batch with { TraceIds = All(batch.TraceIds, ResourceKind.Trace) },
            BatchGetTraceInfosRequest batch => batch with { TraceIds = All(batch.TraceIds, ResourceKind.Trace) },
            GetMetricHistoryRequest history => history with { RunId = One(history.RunId, ResourceKind.Run) },
            GetMetricHistoryBulkRequest history => history with { RunIds = All(history.RunIds, ResourceKind.Run) },
            GetMetricHistoryBulkIntervalRequest history => history with { RunIds = All(history.RunIds, ResourceKind.Run) },
            GetThinnedHistoriesRequest histories => histories with { RunIds = All(histories.RunIds, ResourceKind.Run) },
            GetOnlineScoringConfigsRequest configs => configs with { ScorerIds = All(configs.ScorerIds, ResourceKind.Scorer) },
            ListLabelSchemasRequest list => list with { ExperimentId = One(list.ExperimentId, ResourceKind.Experiment) },
            ListReviewQueuesRequest list => list with { ExperimentId = One(list.ExperimentId, ResourceKind.Experiment) },
            CreateReviewQueueRequest create => create with { SchemaIds = All(create.SchemaIds, ResourceKind.LabelSchema) },
            UpdateReviewQueueRequest update => update with { SchemaIds = All(update.SchemaIds, ResourceKind.LabelSchema) },
            DeleteReviewQueueRequest deletion => deletion with { QueueId = One(deletion.QueueId, ResourceKind.ReviewQueue) },
            SearchIssuesRequest search => search with { ExperimentId = One(search.ExperimentId, ResourceKind.Experiment) },
            DeleteTracesRequest deletion => deletion with
            {
                ExperimentId = One(deletion.ExperimentId, ResourceKind.Experiment),
                RequestIds = All(deletion.RequestIds, ResourceKind.Trace),
            },
            LinkTracesToRunRequest { TraceIds: { } traces } link => link with
            {
                TraceIds = [.. traces.Where(id => !foreign.Contains(new ResourceName(ResourceKind.Trace, id)))],
            },
            DeleteLabelSchemaRequest deletion => deletion with { SchemaId = One(deletion.SchemaId, ResourceKind.LabelSchema) },
            _ => request,
        };

        IReadOnlyList<string>? Experiments(IReadOnlyList<string>? ids) => All(ids, ResourceKind.Experiment);

        IReadOnlyList<string>? All(IReadOnlyList<string>? ids, ResourceKind kind) =>
            ids is null ? null : [.. ids.Select(id => One(id, kind))];

        [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(id))]
        string? One(string? id, ResourceKind kind) => id is not null && foreign.Contains(new ResourceName(kind, id)) ? NothingOf(kind) : id;

        TraceLocationMessage LocationOf(TraceLocationMessage location) => location.MlflowExperiment is { ExperimentId: { } id } experiment
            ? location with { MlflowExperiment = experiment with { ExperimentId = One(id, ResourceKind.Experiment) } }
            : location;
    }
}
