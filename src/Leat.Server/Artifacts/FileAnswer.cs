using System.Globalization;
using Leat.Core.Artifacts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Leat.Server;

/// <summary>The bytes of an artifact, whole or as a range, sent so that no content can run as one of our pages.</summary>
/// <param name="Repository">The repository that holds it.</param>
/// <param name="Path">Which file in the repository.</param>
/// <remarks>
/// Anyone who may log can log HTML or SVG with scripts in it. Such a file is sent as a download (attachment) whose type
/// browsers must not guess (nosniff), and if one displays it anyway, it has no origin and runs no scripts (sandbox).
/// </remarks>
internal sealed record FileAnswer(IArtifactRepository Repository, string Path) : IWrittenAnswer
{
    /// <summary>The rules for a file that is shown in a frame: its own scripts run, so that charts in HTML work, but without an origin and without
    /// any connection, so that they reach nothing of ours or of others, also if it is opened as a page.</summary>
    private const string PreviewPolicy =
        "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob: data:; style-src 'unsafe-inline'; "
        + "img-src data: blob:; font-src data:; media-src data: blob:; connect-src 'none'; frame-ancestors 'self'";

    /// <summary>Whether it is to be shown rather than saved.</summary>
    public bool IsPreview { get; init; }

    public async Task WriteAsync(HttpContext http)
    {
        if (!IsPreview && await http.RequestServices.GetRequiredService<StoreRedirects>().TryLeadAsync(http, Repository, Path))
            return;
        await using var content = await Repository.OpenReadAsync(Path, http.RequestAborted);
        SetSafetyHeaders(http.Response.Headers, Path);
        var type = ArtifactMediaTypes.Guess(Path);
        if (IsPreview)
            type = SetPreviewHeaders(http.Response.Headers, type);
        UnlimitedTransfer.AllowSlowReaders(http);

        // The framework handles ranges, If-None-Match, If-Range, HEAD and their statuses. It copies through one rented
        // buffer and waits for the client, so memory does not depend on the file's size. An empty file has no ranges: who asks for
        // its beginning gets all of it rather than 416, which readers take for a failure.
        await TypedResults.Stream(
            content.Stream,
            type,
            lastModified: content.LastModified,
            entityTag: EntityTagOf(content),
            enableRangeProcessing: content.Stream.CanSeek && content.Length != 0).ExecuteAsync(http);
    }

    /// <summary>Marks an answer as a file that must not run as a page.</summary>
    public static void SetSafetyHeaders(IHeaderDictionary headers, string path)
    {
        headers.ContentDisposition = AttachmentHeader.For(ArtifactPath.GetName(path));
        headers.ContentSecurityPolicy = "sandbox";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";
    }

    /// <summary>Lets a browser show the file in a frame or picture of our pages.</summary>
    /// <returns>The media type, with a charset where the file need not name one itself.</returns>
    private string SetPreviewHeaders(IHeaderDictionary headers, string type)
    {
        headers.ContentDisposition = AttachmentHeader.Inline(ArtifactPath.GetName(Path));
        headers.ContentSecurityPolicy = PreviewPolicy;
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
        return type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : type;
    }

    /// <summary>The store's own, or one made of the time and length: a replaced file is a new file on disk, so its modification time, to 100 ns,
    /// differs.</summary>
    private static EntityTagHeaderValue? EntityTagOf(ArtifactContent content) => content switch
    {
        { EntityTag: { } own } => EntityTagHeaderValue.TryParse(own, out var tag) ? tag : null,
        { LastModified: { } modified, Length: { } length } =>
            new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{modified.UtcTicks:x}-{length:x}\"")),
        _ => null,
    };
}
