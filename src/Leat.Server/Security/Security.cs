using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leat.Server;

/// <summary>Rejects requests sent by foreign pages, and tells browsers how to treat our responses.</summary>
/// <remarks>Follows MLflow 3.6, except that foreign origins are blocked on every path, not only below <c>/api/</c>.</remarks>
internal static class Security
{
    private const string PlainText = "text/plain; charset=utf-8";
    private const string Methods = "GET, POST, PUT, DELETE, OPTIONS, PATCH";
    private const string NoFrameOptions = "NONE";

    public static void UseSecurity(this WebApplication app, LeatServerOptions options)
    {
        var refusals = new Refusals(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Leat.Server.Security"));
        var hosts = new HostPolicy(options.AllowedHosts, OwnNames.Of(options.Host));
        var origins = new OriginPolicy(options.CorsAllowedOrigins);

        // Load balancers call these by address; they reveal nothing.
        string?[] exempt = ["/health", "/version", options.StaticPrefix + "/health", options.StaticPrefix + "/version"];
        app.Use(next => context =>
        {
            AddHeaders(context.Response.Headers, options.XFrameOptions);
            if (!exempt.Contains(context.Request.Path.Value) && !hosts.Allows(context.Request.Host))
                return RefuseAsync(context, refusals.OfHost(context.Request.Host.Value ?? ""));

            // Several headers are joined into one text, which is no page's origin.
            var origin = context.Request.Headers.Origin.ToString();
            return origin.Length > 0 ? HandleOriginAsync(context, origin, origins, refusals, next) : next(context);
        });
    }

    private static void AddHeaders(IHeaderDictionary headers, string frameOptions)
    {
        headers.XContentTypeOptions = "nosniff";
        if (!frameOptions.Equals(NoFrameOptions, StringComparison.OrdinalIgnoreCase))
            headers.XFrameOptions = frameOptions.ToUpperInvariant();
    }

    private static Task HandleOriginAsync(
        HttpContext context, string origin, OriginPolicy origins, Refusals refusals, RequestDelegate next)
    {
        var method = context.Request.Method;
        if (!origins.Allows(origin, context.Request.Host))
        {
            if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method))
                return next(context);
            return RefuseAsync(context, refusals.OfOrigin(origin));
        }

        AddCorsHeaders(context.Response.Headers, origin, origins.AllowsAll);
        return HttpMethods.IsOptions(method) && context.Request.Headers.AccessControlRequestMethod.Count > 0
            ? AnswerPreflightAsync(context)
            : next(context);
    }

    /// <summary>If any origin is allowed, none may send the browser's credentials: both together would let every page act as the user.</summary>
    private static void AddCorsHeaders(IHeaderDictionary headers, string origin, bool allowsAll)
    {
        headers.AccessControlAllowOrigin = allowsAll ? "*" : origin;
        headers.Vary = "Origin";
        if (!allowsAll)
            headers.AccessControlAllowCredentials = "true";
    }

    private static Task AnswerPreflightAsync(HttpContext context)
    {
        context.Response.Headers.AccessControlAllowMethods = Methods;
        if (context.Request.Headers.AccessControlRequestHeaders is { Count: > 0 } wanted)
            context.Response.Headers.AccessControlAllowHeaders = wanted;
        return ResponseWriter.WriteTextAsync(context, StatusCodes.Status200OK, PlainText, "OK");
    }

    private static Task RefuseAsync(HttpContext context, string reason) =>
        ResponseWriter.WriteTextAsync(context, StatusCodes.Status403Forbidden, PlainText, reason);
}
