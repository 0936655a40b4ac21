using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Leat.Server;

/// <summary>A file that the page loads, in the smallest form that the browser takes.</summary>
internal sealed record WebUiFileAnswer(WebUiFile File) : IWrittenAnswer
{
    public async Task WriteAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = File.IsNamedByContent ? "public, max-age=31536000, immutable" : "no-cache";
        if (File.Held.Count > 0)
            headers.Vary = StringValues.Concat(headers.Vary, HeaderNames.AcceptEncoding);
        if (!File.IsNamedByContent && IsKnown(http, File.Tag))
            return;
        var encoding = Choose(http.Request.Headers.AcceptEncoding, File.Held);
        await using var content = File.Open(encoding);
        http.Response.ContentType = File.ContentType;
        http.Response.ContentLength = content.Length;
        if (encoding is not null)
            headers.ContentEncoding = encoding.Name;
        if (!HttpMethods.IsHead(http.Request.Method))
            await content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    /// <summary>Answers that the browser holds the present content, if so.</summary>
    public static bool IsKnown(HttpContext http, string tag)
    {
        http.Response.Headers.ETag = tag;
        if (!http.Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal))
            return false;
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    private static WebUiEncoding? Choose(StringValues accepted, IReadOnlyList<WebUiEncoding> held)
    {
        if (held.Count == 0 || !StringWithQualityHeaderValue.TryParseList(accepted, out var wanted))
            return null;
        return held.FirstOrDefault(encoding =>
            wanted.Any(each => each.Quality is null or > 0 && each.Value.Equals(encoding.Name, StringComparison.OrdinalIgnoreCase)));
    }
}
