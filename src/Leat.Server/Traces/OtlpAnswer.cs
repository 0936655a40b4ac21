using System.Text.Json;
using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>What an exporter is told: all was taken, or how many spans were refused and why.</summary>
/// <param name="Export">What it sent.</param>
internal sealed record OtlpAnswer(OtlpExport Export) : IWrittenAnswer
{
    public Task WriteAsync(HttpContext http)
    {
        if (Export.IsJson)
            return ResponseWriter.WriteTextAsync(http, StatusCodes.Status200OK, OtlpExport.Json, ToJson());

        var message = OtlpTraces.WriteAnswer(Export.Taken);
        http.Response.ContentType = OtlpExport.Protobuf;
        http.Response.ContentLength = message.Length;
        return http.Response.Body.WriteAsync(message, http.RequestAborted).AsTask();
    }

    private string ToJson() => Export.Taken switch
    {
        { Refused: 0 } => "{}",
        var taken => $$$"""{"partialSuccess":{"rejectedSpans":"{{{taken.Refused}}}","errorMessage":"{{{JsonEncodedText.Encode(taken.FirstReason!, PlainJson.Encoder)}}}"}}""",
    };
}
