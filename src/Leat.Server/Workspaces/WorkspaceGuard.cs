using System.Text.Json.Serialization.Metadata;
using Leat.Core;
using Leat.Protocol;

namespace Leat.Server;

/// <summary>Keeps the calls for one workspace in it: what they name and is elsewhere is, to them, not there.</summary>
/// <param name="Name">The name of the workspace.</param>
/// <param name="Backend">What its calls work on.</param>
internal sealed record WorkspaceGuard(string Name, RpcBackend Backend)
{
    /// <summary>Where the files are that its calls may reach.</summary>
    public WorkspaceFiles Files => new(this);

    private IWorkspaceStore Workspaces => ((ITrackingStore)Backend.Store).Workspaces;

    /// <summary>Refuses a call whose path names something of another workspace.</summary>
    public async ValueTask CheckPathAsync(object request, RpcContext call)
    {
        HashSet<ResourceName>? names = null;
        foreach (var (part, value) in call.Http.Request.RouteValues)
        {
            if (ResourceFields.KindOf(part) is { } kind && value is string { Length: > 0 } id)
                (names ??= []).Add(new ResourceName(kind, id));
        }

        if (names is null)
            return;
        var foreign = await Workspaces.FindForeignAsync(names, call.Cancellation);
        if (foreign.Count == 0)
            return;
        if (!TolerantRequests.PassesOverPath(call.Call))
            throw NotFound(request, foreign.First());
        foreach (var (part, value) in call.Http.Request.RouteValues.ToList())
        {
            if (ResourceFields.KindOf(part) is { } kind && value is string id && foreign.Contains(new ResourceName(kind, id)))
                call.Http.Request.RouteValues[part] = TolerantRequests.NothingOf(kind);
        }
    }

    /// <summary>The request, if all that it names is in this workspace or nowhere; or without what is elsewhere, if it can do without.</summary>
    /// <param name="request">The request as its handler gets it.</param>
    /// <param name="message">What the serializer knows of its message; null if it has none.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    public async ValueTask<T> CheckAsync<T>(T request, JsonTypeInfo? message, CancellationToken cancellationToken)
    {
        var names = RequestResources.Of(request!, message);
        if (names.Count == 0)
            return request;
        var foreign = await Workspaces.FindForeignAsync(names, cancellationToken);
        if (foreign.Count == 0)
            return request;
        var without = TolerantRequests.Without(request!, foreign);
        var needed = RequestResources.Of(without, message);
        return needed.Overlaps(foreign) ? throw NotFound(request!, names.First(name => foreign.Contains(name) && needed.Contains(name))) : (T)without;
    }

    /// <summary>Refuses what is in another workspace.</summary>
    public async Task RequireAsync(IReadOnlyCollection<ResourceName> names, CancellationToken cancellationToken)
    {
        if (await FindForeignAsync(names, cancellationToken) is { Count: > 0 } foreign)
            throw foreign.First().NotFound();
    }

    /// <summary>Those of some things that are in another workspace.</summary>
    public Task<IReadOnlySet<ResourceName>> FindForeignAsync(IReadOnlyCollection<ResourceName> names, CancellationToken cancellationToken) =>
        Workspaces.FindForeignAsync(names, cancellationToken);

    /// <summary>In the words in which the call itself would say it.</summary>
    private static LeatException NotFound(object request, ResourceName name) => request switch
    {
        LogBatch when name.Kind == ResourceKind.LoggedModel =>
            LeatException.InvalidParameter($"Logged model with ID '{name.Id}' not found. Create the model before metrics are logged for it."),
        GetLabelSchemaByNameRequest schema => LabelSchemaRules.NameNotFound(name.Id, schema.Name ?? ""),
        GetReviewQueueByNameRequest queue => ReviewQueueRules.NameNotFound(name.Id, queue.Name ?? ""),
        DeleteTraceTagRequest tag => LeatException.DoesNotExist($"No trace tag with key '{tag.Key}' for trace with ID '{name.Id}'"),
        GetTraceRequest or GetTraceArtifactRequest => TraceContent.NotFound(name.Id),
        CreateEvaluationDatasetRequest or AddEvaluationDatasetToExperimentsRequest when name.Kind == ResourceKind.Experiment => EvaluationDatasetRules.ExperimentNotFound(name.Id),
        _ => name.NotFound(),
    };
}
