namespace Leat.Core;

/// <summary>A thing that a request names.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id, as the request has it: there need not be such a thing.</param>
public readonly record struct ResourceName(ResourceKind Kind, string Id)
{
    /// <summary>The error for a thing that is not there, in MLflow's words.</summary>
    public LeatException NotFound() => Kind switch
    {
        ResourceKind.Experiment => LeatException.DoesNotExist($"No Experiment with id={Id} exists"),
        ResourceKind.Run => LeatException.DoesNotExist($"Run with id={Id} not found"),
        ResourceKind.LoggedModel => LeatException.DoesNotExist($"Logged model with ID '{Id}' not found."),
        ResourceKind.Trace => LeatException.DoesNotExist($"Trace with ID '{Id}' not found."),
        ResourceKind.Issue => IssueRules.NotFound(Id),
        ResourceKind.LabelSchema => LabelSchemaRules.NotFound(Id),
        ResourceKind.ReviewQueue => ReviewQueueRules.NotFound(Id),
        ResourceKind.EvaluationDataset => EvaluationDatasetRules.NotFound(Id),
        ResourceKind.Webhook => WebhookRules.NotFound(Id),
        _ => LeatException.DoesNotExist($"{Kind} '{TextRules.Truncate(Id, 200)}' not found."),
    };
}
