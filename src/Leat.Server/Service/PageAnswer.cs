using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>A page, or a file of one. It runs only its own scripts and contacts only this server, whatever names runs may have.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Text">The text.</param>
internal sealed record PageAnswer(string ContentType, string Text) : IWrittenAnswer
{
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'self'";

    public Task WriteAsync(HttpContext http)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.CacheControl = "no-cache";
        return ResponseWriter.WriteTextAsync(http, StatusCodes.Status200OK, ContentType, Text);
    }
}
