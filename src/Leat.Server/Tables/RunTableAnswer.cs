using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>A table of runs, written from its columns.</summary>
internal sealed record RunTableAnswer(RunTable Table) : IWrittenAnswer
{
    public async Task WriteAsync(HttpContext http)
    {
        http.Response.ContentType = ResponseWriter.Json;
        RunTableWriter.Write(http.Response.BodyWriter, Table);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
