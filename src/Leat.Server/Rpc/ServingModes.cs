using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Leat.Server;

/// <summary>Refuses the calls that <c>--artifacts-only</c> and <c>--no-serve-artifacts</c> switch off, in MLflow's words.</summary>
internal sealed class ServingModes(LeatServerOptions options) : IRpcFilter
{
    private const string TrackingIsOff =
        "running in `--artifacts-only` mode. To enable tracking server functionality, run `mlflow server` without `--artifacts-only`";

    private const string ProxyIsOff =
        "running with `--no-serve-artifacts`. To enable artifacts server functionality, run `mlflow server` with `--serve-artifacts`";

    public bool AppliesTo(RpcCall call) => ReasonAgainst(call) is not null;

    public ValueTask<RpcContext> AdmitAsync(RpcContext context) => throw new RpcRefusal(
        StatusCodes.Status503ServiceUnavailable,
        "text/plain; charset=utf-8",
        $"Endpoint: {RouteOf(context.Http)} disabled due to the mlflow server {ReasonAgainst(context.Call)}");

    private string? ReasonAgainst(RpcCall call) => call.Part switch
    {
        ServerPart.Tracking when options.ArtifactsOnly => TrackingIsOff,
        ServerPart.ArtifactProxy when !options.ServeArtifacts => ProxyIsOff,
        _ => null,
    };

    private static string RouteOf(HttpContext http) => ((RouteEndpoint)http.GetEndpoint()!).RoutePattern.RawText!
        .Replace(ArtifactRequestPath.Pattern, "/<path:artifact_path>", StringComparison.Ordinal);
}
