using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Leat.Server;

/// <summary>Makes routing as strict as MLflow's: case and a trailing slash matter, extra leading slashes do not.</summary>
internal static class Paths
{
    /// <summary>A tracking URI that ends with a slash makes clients request <c>//api/2.0/…</c>.</summary>
    public static void UseSingleLeadingSlash(this WebApplication app) => app.Use(next => context =>
    {
        if (context.Request.Path.Value is ['/', '/', ..] path)
            context.Request.Path = '/' + path.TrimStart('/');
        return next(context);
    });

    /// <summary>ASP.NET Core's routing ignores case and a trailing slash; here such a path is not found.</summary>
    public static void UseExactPaths(this WebApplication app) => app.Use(next => context =>
    {
        if (context.GetEndpoint() is RouteEndpoint endpoint && !IsExact(context.Request.Path.Value ?? "", endpoint))
            context.SetEndpoint(null);
        return next(context);
    });

    private static bool IsExact(string path, RouteEndpoint endpoint)
    {
        var pattern = endpoint.RoutePattern;
        if (pattern.Parameters.Count == 0)
        {
            return string.Equals(path, pattern.RawText, StringComparison.Ordinal)
                || (endpoint.Metadata.GetMetadata<RpcCall>() is { IsHome: true } && path == pattern.RawText + "/");
        }

        var rest = path.AsSpan(1);
        foreach (var segment in pattern.PathSegments)
        {
            var slash = rest.IndexOf('/');
            var part = slash < 0 ? rest : rest[..slash];
            if (segment.IsSimple && segment.Parts[0] is RoutePatternLiteralPart literal && !part.SequenceEqual(literal.Content))
                return false;
            if (segment.IsSimple && segment.Parts[0] is RoutePatternParameterPart { IsCatchAll: true })
                return true;
            rest = slash < 0 ? default : rest[(slash + 1)..];
        }

        return rest.IsEmpty && !path.EndsWith('/');
    }
}
