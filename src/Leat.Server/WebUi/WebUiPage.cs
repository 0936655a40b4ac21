using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>The page of the web UI, which every address of it leads to. The page reads the address itself.</summary>
/// <remarks>It runs only its own scripts, and text from outside cannot become script or markup: Trusted Types refuse whatever would make it so. The
/// one policy that it may make is for the addresses of its own workers.</remarks>
internal sealed class WebUiPage : IWrittenAnswer
{
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; media-src 'self' blob:; "
        + "connect-src 'self'; worker-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'none'; "
        + "frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types leat-worker";

    private const string Permissions =
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()";

    private readonly byte[] _html;
    private readonly string _tag;

    /// <param name="file">The page as it was built.</param>
    /// <param name="prefix">The static prefix, below which the page and all that it loads lie; empty for none.</param>
    public WebUiPage(WebUiFile file, string prefix)
    {
        using var reader = new StreamReader(file.Open(null));
        _html = Encoding.UTF8.GetBytes(reader.ReadToEnd().Replace("<base href=\"/\"", $"<base href=\"{prefix}/\"", StringComparison.Ordinal));
        _tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(_html))[..16]}\"";
    }

    public async Task WriteAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";
        if (WebUiFileAnswer.IsKnown(http, _tag))
            return;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = _html.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(_html, http.RequestAborted);
    }
}
