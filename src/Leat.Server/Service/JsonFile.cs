using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>JSON that is made once.</summary>
/// <param name="Utf8">The text, in UTF-8.</param>
internal sealed record JsonFile(byte[] Utf8) : IWrittenAnswer
{
    public async Task WriteAsync(HttpContext http)
    {
        http.Response.ContentType = ResponseWriter.Json;
        http.Response.ContentLength = Utf8.Length;
        await http.Response.BodyWriter.WriteAsync(Utf8, http.RequestAborted);
    }
}
