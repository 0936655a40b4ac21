using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Leat.Server;

/// <summary>OpenTelemetry's <c>POST /v1/traces</c>: spans in protocol buffers, plain or in gzip, for the experiment that a header names.</summary>
/// <remarks>Beyond the protocol's other calls it has a path without prefix and errors of the form <c>{"detail": …}</c>, as MLflow's.</remarks>
internal static class OtlpEndpoint
{
    /// <summary>Where exporters send traces.</summary>
    public const string Path = "/v1/traces";

    /// <summary>The header that names the experiment.</summary>
    public const string ExperimentHeader = "x-mlflow-experiment-id";

    private const string Protobuf = "application/x-protobuf";

    /// <summary>MLflow's answer, to the letter: JSON under the name of protocol buffers.</summary>
    private const string Done = """{"partialSuccess":null}""";

    /// <summary>The same in protocol buffers, where no field is no byte.</summary>
    private const string DoneInProtobuf = "";

    private static readonly SearchValues<string> OpenTelemetryNames =
        SearchValues.Create(["otel", "otlp", "opentelemetry"], StringComparison.OrdinalIgnoreCase);

    public static void MapOtlp(this IEndpointRouteBuilder routes, LeatServerOptions options, ITrackingStore store) => routes.MapMethods(
        Path,
        [HttpMethods.Post],
        options.ArtifactsOnly ? context => RpcRoutes.RefuseAsync(context, Path) : context => AnswerAsync(context, store));

    private static async Task AnswerAsync(HttpContext context, ITrackingStore store)
    {
        try
        {
            await ReceiveAsync(context, store);
            await ResponseWriter.WriteTextAsync(context, StatusCodes.Status200OK, Protobuf, ReadsAnswer(context.Request) ? DoneInProtobuf : Done);
        }
        catch (OtlpRefusal refusal)
        {
            await ResponseWriter.WriteTextAsync(context, refusal.Status, ResponseWriter.Json, $$"""{"detail":{{refusal.Detail}}}""");
        }
    }

    private static async Task ReceiveAsync(HttpContext context, ITrackingStore store)
    {
        var experiment = context.Request.Headers[ExperimentHeader].ToString();
        if (experiment.Length == 0)
            throw OtlpRefusal.MissingHeader(ExperimentHeader);
        CheckContentType(context.Request);
        var spans = Decode(await ReadBodyAsync(context));
        if (store.Features.Traces is not { } traces)
            throw new OtlpRefusal(StatusCodes.Status501NotImplemented, "This store keeps no traces.");
        try
        {
            await traces.LogSpansAsync(experiment, spans, context.RequestAborted);
        }
        catch (LeatException exception) when (exception.Code.HttpStatus() < StatusCodes.Status500InternalServerError)
        {
            throw new OtlpRefusal(StatusCodes.Status422UnprocessableEntity, $"Failed to log OpenTelemetry spans: {exception.Message}");
        }
    }

    /// <summary>OpenTelemetry's exporters name themselves. Some, the collector among them, take spans for lost if the answer is not what its
    /// type says.</summary>
    private static bool ReadsAnswer(HttpRequest request) => request.Headers.UserAgent.ToString().AsSpan().ContainsAny(OpenTelemetryNames);

    private static void CheckContentType(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals(Protobuf, StringComparison.OrdinalIgnoreCase))
        {
            throw new OtlpRefusal(
                StatusCodes.Status400BadRequest, $"Invalid Content-Type: {request.ContentType ?? "None"}. Expected: {Protobuf}");
        }
    }

    private static IReadOnlyList<Span> Decode(ReadOnlySpan<byte> body)
    {
        IReadOnlyList<Span> spans;
        try
        {
            spans = OtlpTraces.Read(body);
        }
        catch (InvalidDataException exception)
        {
            throw new OtlpRefusal(StatusCodes.Status400BadRequest, $"Invalid OpenTelemetry protobuf format: {exception.Message}");
        }
        catch (FormatException exception)
        {
            throw new OtlpRefusal(
                StatusCodes.Status422UnprocessableEntity, $"Cannot convert OpenTelemetry span to MLflow span: {exception.Message}");
        }

        return spans.Count > 0
            ? spans
            : throw new OtlpRefusal(StatusCodes.Status400BadRequest, "Invalid OpenTelemetry protobuf format - no spans found");
    }

    /// <summary>The body unpacked, up to the size that every body may have: what unpacks to more is a bomb.</summary>
    private static async Task<byte[]> ReadBodyAsync(HttpContext context)
    {
        var encoding = context.Request.Headers.ContentEncoding.ToString();
        var isZipped = encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        if (!isZipped && encoding is not ("" or "identity"))
            throw new OtlpRefusal(StatusCodes.Status415UnsupportedMediaType, $"Content-Encoding '{encoding}' is not supported. Send gzip, or none.");

        await using var source = isZipped
            ? new GZipStream(context.Request.Body, CompressionMode.Decompress, leaveOpen: true)
            : context.Request.Body;
        var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            for (int count; (count = await source.ReadAsync(buffer, context.RequestAborted)) > 0;)
            {
                if (body.Length + count > RequestReader.MaxBodySize)
                    throw new OtlpRefusal(StatusCodes.Status413PayloadTooLarge, RequestReader.TooLarge().Message);
                body.Write(buffer, 0, count);
            }
        }
        catch (InvalidDataException)
        {
            throw new OtlpRefusal(StatusCodes.Status400BadRequest, "The body is not gzip, as its Content-Encoding says.");
        }

        return body.ToArray();
    }

    /// <summary>Why nothing was stored.</summary>
    private sealed class OtlpRefusal(int status, string detail) : Exception(detail)
    {
        public int Status => status;

        /// <summary>As JSON.</summary>
        public string Detail { get; private init; } = $"\"{JsonEncodedText.Encode(detail)}\"";

        public static OtlpRefusal MissingHeader(string name) => new(StatusCodes.Status422UnprocessableEntity, "A header is missing.")
        {
            Detail = string.Create(
                CultureInfo.InvariantCulture,
                $$"""[{"type":"missing","loc":["header","{{name}}"],"msg":"Field required","input":null}]"""),
        };
    }
}
