using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>Serves the web UI.</summary>
internal static class WebUiEndpoints
{
    /// <summary>Where the files lie that the page loads, below the prefix.</summary>
    private const string FilesPath = "/static-files/{**path}";

    /// <summary>Addresses below these are never those of a page: a browser that asks there is told that there is nothing.</summary>
    private static readonly string[] s_notPages =
    [
        "/api", "/ajax-api", "/assets", "/static-files", "/get-artifact", "/model-versions", "/graphql", "/docs", "/health", "/version", "/metrics", "/v1",
    ];

    private static readonly RpcCall s_page =
        new(HttpMethods.Get, "", "Service") { Place = RpcPlace.Pages, Part = ServerPart.Service, IsPublic = true };

    public static void MapWebUi(this RpcRoutes routes, WebUiFiles files, string prefix)
    {
        var page = Task.FromResult(new WebUiPage(files.Page, prefix));
        MapPage(routes, s_page with { Path = "/", Place = RpcPlace.Root }, page);
        if (prefix.Length > 0)
            MapPage(routes, s_page, page);
        routes.Map(
            s_page with { Path = FilesPath },
            (_, call) => Task.FromResult(new WebUiFileAnswer(FindFile(files, call))),
            RpcRequest.None,
            RpcAnswer.Written<WebUiFileAnswer>(AnswerForm.File));
    }

    /// <summary>Answers addresses of the page that are no routes of the server, such as <c>/experiments/1/runs</c>. Must follow routing.</summary>
    public static void UseWebUiAddresses(this WebApplication app, WebUiFiles files, string prefix)
    {
        var page = new WebUiPage(files.Page, prefix);
        app.Use(next => http => http.GetEndpoint() is null && IsPageAddress(http.Request, prefix) ? page.WriteAsync(http) : next(http));
    }

    private static void MapPage(RpcRoutes routes, RpcCall call, Task<WebUiPage> page) =>
        routes.Map(call, (_, _) => page, RpcRequest.None, RpcAnswer.Written<WebUiPage>(AnswerForm.Text));

    private static WebUiFile FindFile(WebUiFiles files, RpcContext call)
    {
        var path = (string?)call.Http.Request.RouteValues["path"] ?? "";
        return files.Find("static-files/" + path)
            ?? throw new RpcRefusal(StatusCodes.Status404NotFound, "text/plain; charset=utf-8", "The web UI has no such file. Reload the page: it may be newer now.");
    }

    private static bool IsPageAddress(HttpRequest request, string prefix)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return false;
        if (!request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
            return false;
        return request.Path.StartsWithSegments(prefix, StringComparison.Ordinal, out var rest)
            && !s_notPages.Any(place => rest.StartsWithSegments(place, StringComparison.Ordinal));
    }
}
