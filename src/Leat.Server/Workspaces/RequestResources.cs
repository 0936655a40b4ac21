using System.Text.Json.Serialization.Metadata;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Protocol;

namespace Leat.Server;

/// <summary>What requests name. Most are messages; the others are read by readers of their own, and here stands what these name.</summary>
internal static class RequestResources
{
    /// <summary>The things that a request names, apart from those in its path.</summary>
    /// <param name="request">The request as its handler gets it.</param>
    /// <param name="message">What the serializer knows of its message; null if it has none.</param>
    public static HashSet<ResourceName> Of(object request, JsonTypeInfo? message)
    {
        var found = new HashSet<ResourceName>();
        switch (request)
        {
            case LogBatch batch:
                found.Add(new ResourceName(ResourceKind.Run, batch.RunId));
                foreach (var metric in batch.Metrics)
                    Add(found, ResourceKind.LoggedModel, metric.Link?.ModelId);
                break;
            case LogInputsRequest inputs:
                // Models of a run are kept as they were sent.
                Add(found, ResourceKind.Run, inputs.RunId);
                break;
            case LogOutputsRequest outputs:
                Add(found, ResourceKind.Run, outputs.RunId);
                break;
            case CreateModelVersionRequest version:
                // The run is looked up only where it says which local files are its own.
                if (string.IsNullOrEmpty(version.ModelId) && ArtifactUri.IsLocal(version.Source ?? ""))
                    Add(found, ResourceKind.Run, version.RunId);
                Add(found, ResourceKind.LoggedModel, version.ModelId);
                AddSource(found, version.Source);
                break;
            case ChangeRunsRequest:
                // It says of each run by itself what became of it: see its handler.
                break;
            case GetExperimentTableRequest { Ids: { } ids }:
                foreach (var id in ids)
                    Add(found, ResourceKind.Experiment, id);
                break;
            default:
                if (message?.Type == request.GetType())
                    MessageResources.Collect(request, message, found);
                break;
        }

        return found;
    }

    /// <summary>The files of a version may be named by what they belong to.</summary>
    private static void AddSource(HashSet<ResourceName> found, string? source)
    {
        if (string.IsNullOrEmpty(source))
            return;
        if (ArtifactUri.TryParseRunUri(source, out var runId, out _))
            Add(found, ResourceKind.Run, runId);
        else if (ModelUri.IsModelUri(source) && source["models:/".Length..].Trim('/') is var id && !id.Contains('/', StringComparison.Ordinal))
            Add(found, ResourceKind.LoggedModel, id);
    }

    private static void Add(HashSet<ResourceName> found, ResourceKind kind, string? id)
    {
        if (!string.IsNullOrEmpty(id))
            found.Add(new ResourceName(kind, id));
    }
}
