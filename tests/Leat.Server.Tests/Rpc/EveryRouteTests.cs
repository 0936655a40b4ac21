using Leat.Server.Tests.Hosting;
using Microsoft.AspNetCore.Routing;

namespace Leat.Server.Tests.Rpc;

/// <summary>Nothing is served beside the calls, so that what holds for every call holds for the server.</summary>
public sealed class EveryRouteTests
{
    /// <summary>As strict as the server may be, these answer anybody.</summary>
    private static readonly string[] Public = ["/", "/api/2.0/mlflow-artifacts/mpu/part/{uploadId}/{number}", "/api/leat/1.0/openapi.json", "/docs", "/health", "/version"];

    private static readonly string[] PublicBelowThePrefix = ["/assets/docs.css", "/assets/docs.js", "/assets/home.css"];

    public static TheoryData<string, bool, bool, bool> Modes => new MatrixTheoryData<string, bool, bool, bool>(
        ["", "/prefix"], [false, true], [false, true], [false, true]);

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Every_route_is_a_call(string prefix, bool serveArtifacts, bool artifactsOnly, bool prometheus)
    {
        await using var server = await RunningServer.StartAsync(new LeatServerOptions
        {
            StaticPrefix = prefix,
            ServeArtifacts = serveArtifacts,
            ArtifactsOnly = artifactsOnly,
            ExposePrometheus = prometheus,
        });

        var routes = server.Endpoints.Cast<RouteEndpoint>().ToList();

        routes.Count.ShouldBeGreaterThan(200);
        routes.Count(route => route.RoutePattern.RawText == "/metrics").ShouldBe(prometheus ? 1 : 0);
        routes.Where(route => route.Metadata.GetMetadata<RpcCall>() is not { } call || !IsAt(call, route, prefix))
            .Select(route => route.DisplayName)
            .ShouldBeEmpty();
        routes.Where(route => route.Metadata.GetMetadata<RpcCall>()!.IsPublic)
            .Select(route => route.RoutePattern.RawText!)
            .Order(StringComparer.Ordinal)
            .ShouldBe(Public.Concat(Public.Concat(PublicBelowThePrefix).Select(path => prefix + (prefix.Length > 0 ? path.TrimEnd('/') : path))).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_call_with_messages_is_described()
    {
        await using var server = await RunningServer.StartAsync();

        // Some of the calls for workspaces take nothing but their path, and one answers nothing.
        server.Endpoints.Select(route => route.Metadata.GetMetadata<RpcCall>()!).Where(call => !WorkspaceEndpoints.Has(call))
            .Where(call => call is { Part: ServerPart.Tracking, Path: not (OtlpEndpoint.Path or GraphQlEndpoint.Path) } && (call.Request is null || call.Answer.Message is null))
            .Select(call => call.FullPath)
            .ShouldBeEmpty("Its messages are missing in ProtocolJsonContext.");
    }

    [Fact]
    public async Task A_call_that_pages_may_make_has_a_twin_for_them()
    {
        await using var server = await RunningServer.StartAsync(new LeatServerOptions { StaticPrefix = "/prefix" });

        foreach (var routes in server.Endpoints.Cast<RouteEndpoint>().GroupBy(route => route.Metadata.GetMetadata<RpcCall>()!))
        {
            routes.Select(route => route.RoutePattern.RawText).ShouldBe(routes.Key.Place switch
            {
                RpcPlace.Twins => [$"/api/{routes.Key.Version}{routes.Key.Path}", $"/prefix/api/{routes.Key.Version}{routes.Key.Path}", $"/prefix/ajax-api/{routes.Key.Version}{routes.Key.Path}"],
                RpcPlace.AjaxOnly => [$"/prefix/ajax-api/{routes.Key.Version}{routes.Key.Path}"],
                RpcPlace.Pages => ["/prefix" + routes.Key.Path],
                _ when routes.Key.Path == "/" => ["/"],
                _ => [routes.Key.Path, "/prefix" + routes.Key.Path],
            });
        }
    }

    private static bool IsAt(RpcCall call, RouteEndpoint route, string prefix) =>
        call.Tag.Length > 0
        && call.Routes(prefix).Contains(route.RoutePattern.RawText)
        && call.Methods.SequenceEqual(route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods);
}
