using System.IO.Compression;
using System.Text.Json;
using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Leat.Server;

/// <summary>What an exporter sends.</summary>
/// <param name="ExperimentId">The experiment of the spans.</param>
/// <param name="Spans">At least one span.</param>
internal sealed record OtlpExport(string ExperimentId, IReadOnlyList<Span> Spans)
{
    public const string Protobuf = "application/x-protobuf";

    /// <summary>The header that names the experiment.</summary>
    private const string ExperimentHeader = "x-mlflow-experiment-id";

    /// <exception cref="RpcRefusal">It cannot be read.</exception>
    public static async ValueTask<OtlpExport> ReadAsync(HttpContext http)
    {
        var experiment = http.Request.Headers[ExperimentHeader].ToString();
        if (experiment.Length == 0)
            throw MissingHeader(ExperimentHeader);
        CheckContentType(http.Request);
        return new OtlpExport(experiment, Decode(await ReadBodyAsync(http)));
    }

    /// <summary>The answer that says why nothing was stored.</summary>
    public static RpcRefusal Refused(int status, string detail) => WithDetail(status, $"\"{JsonEncodedText.Encode(detail, PlainJson.Encoder)}\"");

    private static RpcRefusal MissingHeader(string name) => WithDetail(
        StatusCodes.Status422UnprocessableEntity,
        $$"""[{"type":"missing","loc":["header","{{name}}"],"msg":"Field required","input":null}]""");

    private static RpcRefusal WithDetail(int status, string json) => new(status, ResponseWriter.Json, $$"""{"detail":{{json}}}""");

    private static void CheckContentType(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals(Protobuf, StringComparison.OrdinalIgnoreCase))
            throw Refused(StatusCodes.Status400BadRequest, $"Invalid Content-Type: {request.ContentType ?? "None"}. Expected: {Protobuf}");
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
            throw Refused(StatusCodes.Status400BadRequest, $"Invalid OpenTelemetry protobuf format: {exception.Message}");
        }
        catch (FormatException exception)
        {
            throw Refused(StatusCodes.Status422UnprocessableEntity, $"Cannot convert OpenTelemetry span to MLflow span: {exception.Message}");
        }

        return spans.Count > 0
            ? spans
            : throw Refused(StatusCodes.Status400BadRequest, "Invalid OpenTelemetry protobuf format - no spans found");
    }

    /// <summary>The body unpacked, up to the size that every body may have: what unpacks to more is a bomb.</summary>
    private static async Task<byte[]> ReadBodyAsync(HttpContext context)
    {
        var encoding = context.Request.Headers.ContentEncoding.ToString();
        var isZipped = encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        if (!isZipped && encoding is not ("" or "identity"))
            throw Refused(StatusCodes.Status415UnsupportedMediaType, $"Content-Encoding '{encoding}' is not supported. Send gzip, or none.");

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
                    throw Refused(StatusCodes.Status413PayloadTooLarge, RequestReader.TooLarge().Message);
                body.Write(buffer, 0, count);
            }
        }
        catch (InvalidDataException)
        {
            throw Refused(StatusCodes.Status400BadRequest, "The body is not gzip, as its Content-Encoding says.");
        }

        return body.ToArray();
    }
}
