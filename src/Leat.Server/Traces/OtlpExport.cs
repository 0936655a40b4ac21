using System.IO.Compression;
using System.Text.Json;
using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Leat.Server;

/// <summary>What an exporter sends.</summary>
/// <param name="ExperimentId">The experiment of the spans.</param>
/// <param name="IsJson">Whether it came in OTLP's JSON, not in protocol buffers.</param>
/// <param name="Taken">The spans, at least one of them valid.</param>
internal sealed record OtlpExport(string ExperimentId, bool IsJson, OtlpSpans Taken)
{
    public const string Protobuf = "application/x-protobuf";
    public const string Json = "application/json";

    /// <summary>The header that names the experiment.</summary>
    private const string ExperimentHeader = "x-mlflow-experiment-id";

    /// <exception cref="RpcRefusal">It cannot be read.</exception>
    public static async ValueTask<OtlpExport> ReadAsync(HttpContext http)
    {
        var experiment = http.Request.Headers[ExperimentHeader].ToString();
        if (experiment.Length == 0)
            throw MissingHeader(ExperimentHeader);
        var isJson = IsJsonType(http.Request);
        return new OtlpExport(experiment, isJson, Decode(await ReadBodyAsync(http), isJson));
    }

    /// <summary>The answer that says why nothing was stored.</summary>
    public static RpcRefusal Refused(int status, string detail) => WithDetail(status, $"\"{JsonEncodedText.Encode(detail, PlainJson.Encoder)}\"");

    private static RpcRefusal MissingHeader(string name) => WithDetail(
        StatusCodes.Status422UnprocessableEntity,
        $$"""[{"type":"missing","loc":["header","{{name}}"],"msg":"Field required","input":null}]""");

    private static RpcRefusal WithDetail(int status, string json) => new(status, ResponseWriter.Json, $$"""{"detail":{{json}}}""");

    /// <summary>Whether the body is JSON; its other form is protocol buffers. Parameters of the type change nothing.</summary>
    private static bool IsJsonType(HttpRequest request)
    {
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            if (type.MediaType.Equals(Protobuf, StringComparison.OrdinalIgnoreCase))
                return false;
            if (type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        throw Refused(StatusCodes.Status400BadRequest, $"Invalid Content-Type: {request.ContentType ?? "None"}. Expected: {Protobuf} or {Json}");
    }

    private static OtlpSpans Decode(byte[] body, bool isJson)
    {
        OtlpSpans taken;
        var form = isJson ? "JSON" : "protobuf";
        try
        {
            taken = isJson ? OtlpJson.Read(body) : OtlpTraces.Read(body);
        }
        catch (InvalidDataException exception)
        {
            throw Refused(StatusCodes.Status400BadRequest, $"Invalid OpenTelemetry {form} format: {exception.Message}");
        }

        if (taken.IsEmpty)
            throw Refused(StatusCodes.Status400BadRequest, $"Invalid OpenTelemetry {form} format - no spans found");
        return taken.Spans.Count > 0
            ? taken
            : throw Refused(StatusCodes.Status422UnprocessableEntity, $"Cannot convert OpenTelemetry span to MLflow span: {taken.FirstReason}");
    }

    /// <summary>The decompressed body, up to the size allowed for any body: one that expands to more is a decompression bomb.</summary>
    private static async Task<byte[]> ReadBodyAsync(HttpContext context)
    {
        var encoding = context.Request.Headers.ContentEncoding.ToString();
        await using var source = Unpacking(context.Request.Body, encoding);
        var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            for (int count; (count = await source.ReadAsync(buffer, CancellationToken.None)) > 0;)
            {
                if (body.Length + count > RequestReader.MaxBodySize)
                    throw Refused(StatusCodes.Status413PayloadTooLarge, RequestReader.TooLarge().Message);
                body.Write(buffer, 0, count);
            }
        }
        catch (InvalidDataException)
        {
            throw Refused(StatusCodes.Status400BadRequest, $"The body is not {encoding}, as its Content-Encoding says.");
        }

        return body.ToArray();
    }

    private static Stream Unpacking(Stream body, string encoding) => encoding.ToUpperInvariant() switch
    {
        "GZIP" => new GZipStream(body, CompressionMode.Decompress, leaveOpen: true),
        "DEFLATE" => new ZLibStream(body, CompressionMode.Decompress, leaveOpen: true),
        "" or "IDENTITY" => body,
        _ => throw Refused(StatusCodes.Status415UnsupportedMediaType, $"Content-Encoding '{encoding}' is not supported. Send gzip, deflate, or none."),
    };
}
