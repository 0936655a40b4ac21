using Leat.Core.Artifacts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Leat.Server;

/// <summary>The artifact path that a request names.</summary>
/// <remarks>
/// A query arrives already decoded; a URL is decoded here. Each is decoded exactly once, and its names are then taken literally.
/// The URL is read from the request line, not from <see cref="HttpRequest.Path"/>: there, Kestrel has already resolved
/// <c>..</c>, so that <c>PUT …/artifacts/1/../2</c> would silently write to <c>2</c> instead of being refused.
/// </remarks>
internal static class ArtifactRequestPath
{
    /// <summary>The part of a route that holds the path: every character after the slash, slashes included, and at least one of them.</summary>
    public const string Pattern = "/{**" + RouteParameter + ":minlength(1)}";

    private const string RouteParameter = "path";

    private const string Proxy = "/mlflow-artifacts";

    /// <summary>A directory that a query names.</summary>
    /// <param name="path">Decoded; null and empty mean the root.</param>
    /// <exception cref="Core.LeatException">The path leads outside.</exception>
    public static string Directory(string? path) => ArtifactPath.ParseDirectory(WithoutFragment(path));

    /// <summary>A file that a query or a body names.</summary>
    /// <param name="path">Decoded.</param>
    /// <exception cref="Core.LeatException">The path leads outside, or is the root itself.</exception>
    public static string File(string? path) => ArtifactPath.ParseFile(WithoutFragment(path));

    /// <summary>What follows a route's fixed part.</summary>
    /// <param name="context">The request.</param>
    /// <param name="fixedPart">The end of the fixed part, for example <c>/mlflow-artifacts/artifacts</c>.</param>
    /// <exception cref="Core.LeatException">The path leads outside, or is the root itself.</exception>
    public static string Read(HttpContext context, string fixedPart) => File(After(context, fixedPart));

    /// <summary>
    /// Refuses a request to the proxy whose path leads outside, even if resolving its <c>..</c> has turned it into the
    /// URL of something else. Runs before the endpoints.
    /// </summary>
    public static void UseArtifactPathGuard(this WebApplication app) => app.Use(next => context =>
    {
        if (After(context, Proxy) is { Length: > 0 } path)
            _ = ArtifactPath.ParseFile(path);
        return next(context);
    });

    /// <summary>MLflow takes what follows <c>#</c> for a URL fragment, not a part of the path, and refuses it everywhere.</summary>
    private static string? WithoutFragment(string? path) =>
        path?.Contains('#', StringComparison.Ordinal) == true ? throw ArtifactPath.Invalid() : path;

    /// <summary>Decoded; null where the address has no such part.</summary>
    private static string? After(HttpContext context, string fixedPart)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        return IndexAfter(path, fixedPart) is { } start ? ArtifactPath.DecodeOnce(path[start..]) : null;
    }

    /// <summary>Segment by segment, since those of the fixed part may be percent-encoded too.</summary>
    private static int? IndexAfter(string path, string fixedPart)
    {
        var wanted = fixedPart.TrimStart('/').Split('/');
        var matched = 0;
        for (var start = 0; start < path.Length;)
        {
            var slash = path.IndexOf('/', start);
            if (slash < 0)
                return null;
            var segment = Uri.UnescapeDataString(path[start..slash]);
            matched = segment == wanted[matched] ? matched + 1 : segment == wanted[0] ? 1 : 0;
            start = slash + 1;
            if (matched == wanted.Length)
                return start;
        }

        return null;
    }
}
