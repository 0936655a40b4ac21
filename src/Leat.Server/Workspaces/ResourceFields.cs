using System.Collections.Frozen;
using Leat.Core;

namespace Leat.Server;

/// <summary>What the fields of requests and the variable parts of paths name. The protocol calls the same thing by the same name in every call, so
/// that one table declares it for all of them: a call names whatever its fields do. Left out is what is kept as it was sent and never looked up: the
/// run that a logged model or an issue comes from, and what is in a review queue.</summary>
internal static class ResourceFields
{
    private static readonly FrozenDictionary<string, ResourceKind> Kinds = new Dictionary<string, ResourceKind>
    {
        ["experiment_id"] = ResourceKind.Experiment,
        ["experiment_ids"] = ResourceKind.Experiment,
        ["run_id"] = ResourceKind.Run,
        ["run_uuid"] = ResourceKind.Run,
        ["run_ids"] = ResourceKind.Run,
        ["model_id"] = ResourceKind.LoggedModel,
        ["trace_id"] = ResourceKind.Trace,
        ["trace_ids"] = ResourceKind.Trace,
        ["request_id"] = ResourceKind.Trace,
        ["request_ids"] = ResourceKind.Trace,
        ["scorer_ids"] = ResourceKind.Scorer,
        ["issue_id"] = ResourceKind.Issue,
        ["schema_id"] = ResourceKind.LabelSchema,
        ["schema_ids"] = ResourceKind.LabelSchema,
        ["queue_id"] = ResourceKind.ReviewQueue,
        ["dataset_id"] = ResourceKind.EvaluationDataset,
        ["webhook_id"] = ResourceKind.Webhook,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a field names; null if nothing with an id of its own.</summary>
    public static ResourceKind? KindOf(string field) => Kinds.TryGetValue(field, out var kind) ? kind : null;
}
