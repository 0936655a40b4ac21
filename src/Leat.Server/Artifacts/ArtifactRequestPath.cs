using Leat.Core.Artifacts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Leat.Server;

/// <summary>The artifact path that a request names in its address.</summary>
/// <remarks>
/// Read from the request line, not from <see cref="HttpRequest.Path"/>: Kestrel has resolved <c>..</c> there, so that
/// <c>PUT …/artifacts/1/../2</c> would silently write to <c>2</c> instead of being refused.
/// </remarks>
internal static class ArtifactRequestPath
{
    /// <summary>The part of a route that holds the path: every character after the slash, slashes included, and at least one of them.</summary>
    public const string Pattern = "/{**" + RouteParameter + ":minlength(1)}";

    private const string RouteParameter = "path";

    private const string Proxy = "/mlflow-artifacts";

    /// <summary>What follows a route's fixed part.</summary>
    /// <param name="context">The request.</param>
    /// <param name="fixedPart">The end of the fixed part, for example <c>/mlflow-artifacts/artifacts</c>.</param>
    /// <exception cref="Core.LeatException">The path leads outside, or is the root itself.</exception>
    public static string Read(HttpContext context, string fixedPart) =>
        ArtifactPath.ParseNonRoot(After(context, fixedPart) ?? context.Request.RouteValues[RouteParameter] as string);

    /// <summary>
    /// Refuses a request to the proxy whose path leads outside even if, with its <c>..</c> resolved, it has become the
    /// address of something else. Runs before the endpoints.
    /// </summary>
    public static void UseArtifactPathGuard(this WebApplication app) => app.Use(next => context =>
    {
        _ = ArtifactPath.Parse(After(context, Proxy));
        return next(context);
    });

    private static string? After(HttpContext context, string fixedPart)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        var start = path.IndexOf(fixedPart + '/', StringComparison.Ordinal);
        return start < 0 ? null : path[(start + fixedPart.Length + 1)..];
    }
}
