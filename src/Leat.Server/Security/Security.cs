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
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Leat.Server.Security");
        var hosts = new HostPolicy(options.AllowedHosts);
        var origins = new OriginPolicy(options.CorsAllowedOrigins);
        app.Use(next => context =>
        {
            AddHeaders(context.Response.Headers, options.XFrameOptions);
            if (!IsExempt(context.Request.Path) && !hosts.Allows(context.Request.Host))
            {
                ServerLog.HostRefused(logger);
                return RefuseAsync(context, "Invalid Host header - possible DNS rebinding attack detected");
            }

            return context.Request.Headers.Origin is [{ Length: > 0 } origin]
                ? HandleOriginAsync(context, origin, origins, logger, next)
                : next(context);
        });
    }

    /// <summary>Load balancers call these by address; they reveal nothing.</summary>
    private static bool IsExempt(PathString path) => path.Value is "/health" or "/version";

    private static void AddHeaders(IHeaderDictionary headers, string frameOptions)
    {
        headers.XContentTypeOptions = "nosniff";
        if (!frameOptions.Equals(NoFrameOptions, StringComparison.OrdinalIgnoreCase))
            headers.XFrameOptions = frameOptions.ToUpperInvariant();
    }

    private static Task HandleOriginAsync(
        HttpContext context, string origin, OriginPolicy origins, ILogger logger, RequestDelegate next)
    {
        var method = context.Request.Method;
        if (!origins.Allows(origin, context.Request.Host))
        {
            if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method))
                return next(context);
            ServerLog.OriginRefused(logger);
            return RefuseAsync(context, "Cross-origin request blocked");
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
