using System.Buffers;
using Leat.Core;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>OpenTelemetry's <c>POST /v1/traces</c>: spans in protocol buffers, plain or in gzip, for the experiment that a header names.</summary>
/// <remarks>Beyond the protocol's other calls it has a path without prefix and errors of the form <c>{"detail": …}</c>, as MLflow's.</remarks>
internal static class OtlpEndpoint
{
    /// <summary>Where exporters send traces.</summary>
    public const string Path = "/v1/traces";

    /// <summary>MLflow's answer, to the letter: JSON under the name of protocol buffers.</summary>
    private const string Done = """{"partialSuccess":null}""";

    /// <summary>The same in protocol buffers, where no field is no byte.</summary>
    private const string DoneInProtobuf = "";

    private static readonly SearchValues<string> OpenTelemetryNames =
        SearchValues.Create(["otel", "otlp", "opentelemetry"], StringComparison.OrdinalIgnoreCase);

    public static void MapOtlp(this RpcRoutes routes) => routes.Group("", "Traces", place: RpcPlace.Root)
        .Map(HttpMethods.Post, Path, LogAsync, new RpcRequest<OtlpExport>(OtlpExport.ReadAsync), RpcAnswer.Written<TextAnswer>(AnswerForm.Text));

    private static async Task<TextAnswer> LogAsync(OtlpExport export, RpcContext call)
    {
        if (call.Store.Features.Traces is not { } traces)
            throw OtlpExport.Refused(StatusCodes.Status501NotImplemented, "This store keeps no traces.");
        try
        {
            await traces.LogSpansAsync(export.ExperimentId, export.Spans, call.Cancellation);
        }
        catch (LeatException exception) when (exception.HttpStatus < StatusCodes.Status500InternalServerError)
        {
            throw OtlpExport.Refused(
                StatusCodes.Status422UnprocessableEntity, $"Failed to log OpenTelemetry spans: {exception.Message}");
        }

        return new TextAnswer(OtlpExport.Protobuf, ReadsAnswer(call.Http.Request) ? DoneInProtobuf : Done);
    }

    /// <summary>OpenTelemetry's exporters name themselves. Some, the collector among them, take spans for lost if the answer is not what its
    /// type says.</summary>
    private static bool ReadsAnswer(HttpRequest request) => request.Headers.UserAgent.ToString().AsSpan().ContainsAny(OpenTelemetryNames);
}
