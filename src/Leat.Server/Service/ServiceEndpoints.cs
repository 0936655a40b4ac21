using System.Reflection;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>Routes about the server itself.</summary>
internal static class ServiceEndpoints
{
    /// <summary>Where the API description lies.</summary>
    public const string ApiDescriptionPath = "/api/leat/1.0/openapi.json";

    /// <summary>Where Leat describes itself.</summary>
    public const string InfoPath = "/api/leat/1.0/info";

    /// <summary>Where people read the API description.</summary>
    public const string DocsPath = "/docs";

    private const string Html = "text/html; charset=utf-8";

    /// <summary>A call that needs no sign-in, since its answer is the same on every server.</summary>
    private static readonly RpcCall Public =
        new(HttpMethods.Get, "", "Service") { Place = RpcPlace.Root, Part = ServerPart.Service, IsPublic = true };

    /// <summary>Leat's own version.</summary>
    public static string LeatVersion { get; } =
        typeof(ServiceEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static void MapService(this RpcRoutes routes, LeatServerOptions options)
    {
        MapText(routes, Public with { Path = "/health", Id = "getHealth" }, "OK");
        MapText(routes, Public with { Path = "/version", Id = "getVersion" }, LeatServer.ProtocolVersion);
        MapPages(routes, options.StaticPrefix ?? "", options.WebUi);
        routes.Map(
            Public with { Path = InfoPath, Id = "getInfo", IsPublic = false },
            DescribeAsync,
            RpcRequest.None,
            RpcAnswer.Message<ServerInfoResponse>());
        var features = Task.FromResult(new ServerFeaturesResponse("SqlStore", options.EnableWorkspaces, false, false, false, new ServerFeaturesMessage(false)));
        routes.Map(
            Public with { Path = "/mlflow/server-info", Version = RpcCall.LaterMlflowVersion, Place = RpcPlace.Twins, Id = "getServerFeatures", IsPublic = false, IgnoresWorkspace = true },
            (_, _) => features,
            RpcRequest.None,
            RpcAnswer.Message<ServerFeaturesResponse>());
        var description = new Lazy<Task<JsonFile>>(() => Task.FromResult(new JsonFile(ApiDescription.Write(routes.Calls, options.StaticPrefix ?? ""))));
        routes.Map(
            Public with { Path = ApiDescriptionPath, CanAnswerMuch = true },
            (_, _) => description.Value,
            RpcRequest.None,
            RpcAnswer.Written<JsonFile>(AnswerForm.JsonFile));
    }

    private static void MapPages(RpcRoutes routes, string prefix, WebUiFiles? webUi)
    {
        MapPage(routes, Public with { Path = DocsPath }, DocsPage.Write(prefix));
        MapAssets(routes, DocsPage.Assets);
        if (webUi is not null)
        {
            routes.MapWebUi(webUi, prefix);
            return;
        }

        var page = HomePage.Write(LeatVersion, prefix);
        MapPage(routes, Public with { Path = "/" }, page);
        if (prefix.Length > 0)
            MapPage(routes, Public with { Place = RpcPlace.Pages }, page);
        MapAssets(routes, HomePage.Assets);
    }

    private static void MapAssets(RpcRoutes routes, IReadOnlyList<(string Path, string File, string ContentType)> assets)
    {
        foreach (var (path, file, contentType) in assets)
            MapPage(routes, Public with { Path = path, Place = RpcPlace.Pages }, new PageAnswer(contentType, HomePage.Read(file)));
    }

    private static void MapPage(RpcRoutes routes, RpcCall call, PageAnswer page)
    {
        var answer = Task.FromResult(page);
        routes.Map(call, (_, _) => answer, RpcRequest.None, RpcAnswer.Written<PageAnswer>(AnswerForm.Text));
    }

    private static void MapText(RpcRoutes routes, RpcCall call, string text)
    {
        var answer = Task.FromResult(new TextAnswer(Html, text));
        routes.Map(call, (_, _) => answer, RpcRequest.None, RpcAnswer.Written<TextAnswer>(AnswerForm.Text));
    }

    private static async Task<ServerInfoResponse> DescribeAsync(PathOnlyRequest request, RpcContext call)
    {
        var settings = call.Store.Features.Diagnostics is { } diagnostics ? await diagnostics.DescribeAsync(call.Cancellation) : null;
        return new ServerInfoResponse("leat", LeatVersion, LeatServer.ProtocolVersion, settings, call.Workspace is null ? null : true);
    }
}
