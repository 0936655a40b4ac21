using System.Text.Json;
using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>What an exporter is told: all was taken, or how many spans were refused and why.</summary>
/// <param name="Export">What it sent.</param>
internal sealed record OtlpAnswer(OtlpExport Export) : IWrittenAnswer
{
    /// <summary>MLflow's own clients, which ignore the answer, get exactly MLflow's: JSON labelled as protocol buffers.</summary>
    private const string MlflowClients = "mlflow-";

    public Task WriteAsync(HttpContext http)
    {
        var isMlflow = http.Request.Headers.UserAgent.ToString().StartsWith(MlflowClients, StringComparison.OrdinalIgnoreCase);
        if (Export.IsJson || isMlflow)
        {
            return ResponseWriter.WriteTextAsync(
                http, StatusCodes.Status200OK, Export.IsJson ? OtlpExport.Json : OtlpExport.Protobuf, ToJson(isMlflow));
        }

        var message = OtlpTraces.WriteAnswer(Export.Taken);
        http.Response.ContentType = OtlpExport.Protobuf;
        http.Response.ContentLength = message.Length;
        return http.Response.Body.WriteAsync(message, http.RequestAborted).AsTask();
    }

    private string ToJson(bool isMlflow) => Export.Taken switch
    {
        { Refused: 0 } => isMlflow ? """{"partialSuccess":null}""" : "{}",
        var taken => $$$"""{"partialSuccess":{"rejectedSpans":"{{{taken.Refused}}}","errorMessage":"{{{JsonEncodedText.Encode(taken.FirstReason!, PlainJson.Encoder)}}}"}}""",
    };
}
