using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Leat.Server;

/// <summary>What an exporter sends.</summary>
/// <param name="ExperimentId">The experiment of the spans.</param>
/// <param name="RunId">The run that traces which end are linked to; may be null.</param>
/// <param name="IsJson">Whether it came in OTLP's JSON, not in protocol buffers.</param>
/// <param name="Taken">The spans, at least one of them valid.</param>
internal sealed record OtlpExport(string ExperimentId, string? RunId, bool IsJson, OtlpSpans Taken)
{
    public const string Protobuf = "application/x-protobuf";
    public const string Json = "application/json";

    /// <summary>The header that names the experiment.</summary>
    private const string ExperimentHeader = "x-mlflow-experiment-id";

    /// <summary>The header that names the run.</summary>
    private const string RunHeader = "x-mlflow-run-id";

    /// <exception cref="RpcRefusal">It cannot be read.</exception>
    public static async ValueTask<OtlpExport> ReadAsync(HttpContext http)
    {
        var experiment = http.Request.Headers[ExperimentHeader].ToString();
        if (experiment.Length == 0)
            throw MissingHeader(ExperimentHeader);
        var isJson = IsJsonType(http.Request);
        var taken = Decode(await ReadBodyAsync(http), isJson);
        http.Response.RegisterForDispose(taken);
        var run = http.Request.Headers[RunHeader].ToString();
        return new OtlpExport(experiment, run.Length == 0 ? null : run, isJson, Check(taken, isJson));
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

    private static OtlpSpans Decode(ReadOnlyMemory<byte> body, bool isJson)
    {
        try
        {
            return isJson ? OtlpJson.Read(body) : OtlpTraces.Read(body);
        }
        catch (InvalidDataException exception)
        {
            throw Refused(StatusCodes.Status400BadRequest, $"Invalid OpenTelemetry {NameOf(isJson)} format: {exception.Message}");
        }
    }

    private static OtlpSpans Check(OtlpSpans taken, bool isJson)
    {
        if (taken.IsEmpty)
            throw Refused(StatusCodes.Status400BadRequest, $"Invalid OpenTelemetry {NameOf(isJson)} format - no spans found");
        return taken.Count > 0
            ? taken
            : throw Refused(StatusCodes.Status422UnprocessableEntity, $"Cannot convert OpenTelemetry span to MLflow span: {taken.FirstReason}");
    }

    private static string NameOf(bool isJson) => isJson ? "JSON" : "protobuf";

    /// <summary>The decompressed body, up to the size allowed for any body: one that expands to more is a decompression bomb. It is counted like
    /// the bodies of other calls, and stays until the request ends, as the spans are decoded from it piece by piece.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContext http)
    {
        var encoding = http.Request.Headers.ContentEncoding.ToString();
        await using var source = Unpacking(http.Request.Body, encoding);
        var body = new ArrivingBody(http, source == http.Request.Body ? http.Request.ContentLength : null);
        http.Response.RegisterForDispose(body);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            for (int count; (count = await source.ReadAsync(buffer, CancellationToken.None)) > 0;)
                body.Add(new ReadOnlySequence<byte>(buffer, 0, count));
        }
        catch (InvalidDataException)
        {
            throw Refused(StatusCodes.Status400BadRequest, $"The body is not {encoding}, as its Content-Encoding says.");
        }
        catch (LeatException exception) when (exception.Code == ErrorCode.InvalidParameterValue)
        {
            throw Refused(StatusCodes.Status413PayloadTooLarge, exception.Message);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return body.Bytes;
    }

    private static Stream Unpacking(Stream body, string encoding) => encoding.ToUpperInvariant() switch
    {
        "GZIP" => new GZipStream(body, CompressionMode.Decompress, leaveOpen: true),
        "DEFLATE" => new ZLibStream(body, CompressionMode.Decompress, leaveOpen: true),
        "" or "IDENTITY" => body,
        _ => throw Refused(StatusCodes.Status415UnsupportedMediaType, $"Content-Encoding '{encoding}' is not supported. Send gzip, deflate, or none."),
    };
}
