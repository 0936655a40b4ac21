using System.Reflection;
using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Leat.Server;

/// <summary>Routes about the server itself.</summary>
internal static class ServiceEndpoints
{
    /// <summary>Where the API description lies.</summary>
    public const string ApiDescriptionPath = "/api/leat/1.0/openapi.json";

    /// <summary>Where Leat tells of itself.</summary>
    public const string InfoPath = "/api/leat/1.0/info";

    /// <summary>Where people read the API description.</summary>
    public const string DocsPath = "/docs";

    private const string Html = "text/html; charset=utf-8";

    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Leat's own version.</summary>
    public static string LeatVersion { get; } =
        typeof(ServiceEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static void MapService(this IEndpointRouteBuilder routes, LeatServerOptions options, RpcRoutes rpc, ITrackingStore store)
    {
        MapText(routes, "/health", "OK");
        MapText(routes, "/version", LeatServer.ProtocolVersion);
        routes.MapMethods(InfoPath, GetAndHead, context => WriteInfoAsync(context, store));
        var description = ApiDescription.Write(rpc.Calls);
        routes.MapMethods(ApiDescriptionPath, GetAndHead, context => WriteJsonAsync(context, description))
            .WithMetadata(LargeAnswer.Instance);
        MapPage(routes, options.StaticPrefix);
        MapDocs(routes);
    }

    /// <summary>A page of our own: it asks for nothing but the description, so that it works without the internet.</summary>
    private static void MapDocs(IEndpointRouteBuilder routes)
    {
        using var reader = new StreamReader(
            typeof(ServiceEndpoints).Assembly.GetManifestResourceStream("Leat.Server.Descriptions.docs.html")!);
        MapText(routes, DocsPath, reader.ReadToEnd());
    }

    private static void MapText(IEndpointRouteBuilder routes, string path, string text) =>
        routes.MapMethods(path, GetAndHead, context =>
            ResponseWriter.WriteTextAsync(context, StatusCodes.Status200OK, Html, text));

    private static void MapPage(IEndpointRouteBuilder routes, string? prefix)
    {
        var page = WelcomePage.Write(LeatVersion);
        Task WriteAsync(HttpContext context) => ResponseWriter.WriteTextAsync(context, StatusCodes.Status200OK, Html, page);
        routes.MapMethods("/", GetAndHead, WriteAsync);
        if (!string.IsNullOrEmpty(prefix))
            routes.MapMethods(prefix, GetAndHead, WriteAsync).WithMetadata(new PageMetadata());
    }

    private static async Task WriteInfoAsync(HttpContext context, ITrackingStore store)
    {
        var settings = store.Features.Diagnostics is { } diagnostics
            ? await diagnostics.DescribeAsync(context.RequestAborted)
            : null;
        var info = new ServerInfoResponse("leat", LeatVersion, LeatServer.ProtocolVersion, settings);
        await ResponseWriter.WriteAsync(context, info, ProtocolJsonContext.Default.ServerInfoResponse);
    }

    private static async Task WriteJsonAsync(HttpContext context, byte[] json)
    {
        context.Response.ContentType = ResponseWriter.Json;
        context.Response.ContentLength = json.Length;
        await context.Response.BodyWriter.WriteAsync(json, context.RequestAborted);
    }
}
