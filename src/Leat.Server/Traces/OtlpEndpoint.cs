using Leat.Core;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>OpenTelemetry's <c>POST /v1/traces</c>: spans in protocol buffers or JSON, compressed or not, for the experiment that a header
/// names.</summary>
/// <remarks>Unlike the protocol's other calls it has a path without prefix and errors of the form <c>{"detail": …}</c>, like MLflow's.</remarks>
internal static class OtlpEndpoint
{
    /// <summary>Where exporters send traces.</summary>
    public const string Path = "/v1/traces";

    public static void MapOtlp(this RpcRoutes routes) => routes.Group("", "Traces", place: RpcPlace.Root)
        .Map(HttpMethods.Post, Path, LogAsync, new RpcRequest<OtlpExport>(OtlpExport.ReadAsync), RpcAnswer.Written<OtlpAnswer>(AnswerForm.Text));

    private static async Task<OtlpAnswer> LogAsync(OtlpExport export, RpcContext call)
    {
        if (call.Store.Features.Traces is not { } traces)
            throw OtlpExport.Refused(StatusCodes.Status501NotImplemented, "This store keeps no traces.");
        try
        {
            if (call.Guard is { } guard)
                await guard.RequireAsync([new ResourceName(ResourceKind.Experiment, export.ExperimentId), .. export.RunId is { } linked ? [new ResourceName(ResourceKind.Run, linked)] : Array.Empty<ResourceName>()], call.Cancellation);
            var ended = new HashSet<string>(StringComparer.Ordinal);
            foreach (var piece in export.Taken.InPieces())
            {
                if (call.Guard is { } traceGuard)
                    await traceGuard.RequireAsync([.. piece.Select(span => new ResourceName(ResourceKind.Trace, span.TraceId)).Distinct()], call.Cancellation);
                await traces.LogSpansAsync(export.ExperimentId, piece, call.Cancellation);
                ended.UnionWith(piece.Where(span => span is { ParentSpanId: null, EndUnixNano: not null }).Select(span => span.TraceId));
            }

            if (export.RunId is { } run)
            {
                foreach (var some in ended.Chunk(TraceRules.MaxLinkedTraces))
                    await traces.LinkTracesToRunAsync(TraceLinks.Create(run, some), call.Cancellation);
            }
        }
        catch (LeatException exception) when (exception.HttpStatus < StatusCodes.Status500InternalServerError)
        {
            throw OtlpExport.Refused(
                StatusCodes.Status422UnprocessableEntity, $"Failed to log OpenTelemetry spans: {exception.Message}");
        }

        return new OtlpAnswer(export);
    }
}
