using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Leat.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Leat.Server;

/// <summary>The calls of MLflow's protocol and those of Leat's own, each served twice: below <c>/api</c> and below <c>/ajax-api</c>, which pages use.</summary>
internal sealed class RpcRoutes(IEndpointRouteBuilder routes, LeatServerOptions options, ITrackingStore store)
{
    private readonly List<RpcCall> _calls = [];

    /// <summary>What has been mapped so far, without the twins.</summary>
    public IReadOnlyList<RpcCall> Calls => _calls;

    /// <summary>The calls below a path, for example <c>/mlflow/runs</c> of version 2.0.</summary>
    /// <param name="path">What follows the version.</param>
    /// <param name="tag">The heading under which the API description lists them.</param>
    /// <param name="version">Which API it belongs to.</param>
    public RpcGroup Group([StringSyntax("Route")] string path, string tag, string version = RpcCall.MlflowVersion) =>
        new(this, path, tag, version);

    /// <summary>Maps a call.</summary>
    public void Map(RpcCall call, RequestDelegate handler)
    {
        _calls.Add(call);
        if (!call.AjaxOnly)
            MapAt($"/api/{call.Version}{call.Path}", call, handler);
        MapAt($"{options.StaticPrefix}/ajax-api/{call.Version}{call.Path}", call, handler);
    }

    /// <summary>The store that handlers call.</summary>
    public ITrackingStore Store => store;

    private void MapAt([StringSyntax("Route")] string path, RpcCall call, RequestDelegate handler)
    {
        // HEAD is answered like GET; the server leaves out the body.
        IEnumerable<string> methods = call.Method == HttpMethods.Get ? [HttpMethods.Get, HttpMethods.Head] : [call.Method];
        var route = routes.MapMethods(path, methods, options.ArtifactsOnly ? context => RefuseAsync(context, path) : handler);
        if (call.CanAnswerMuch)
            route.WithMetadata(LargeAnswer.Instance);
    }

    /// <summary>Answers that a route is not served with <c>--artifacts-only</c>.</summary>
    public static Task RefuseAsync(HttpContext context, string path) => ResponseWriter.WriteTextAsync(
        context,
        StatusCodes.Status503ServiceUnavailable,
        "text/plain; charset=utf-8",
        $"Endpoint: {path} disabled due to the mlflow server running in `--artifacts-only` mode. "
        + "To enable tracking server functionality, run `mlflow server` without `--artifacts-only`");
}

/// <summary>A call as the API description tells of it.</summary>
/// <param name="Method">GET, POST…</param>
/// <param name="Path">What follows the version.</param>
/// <param name="Tag">Its heading.</param>
/// <param name="Request">The fields it takes.</param>
/// <param name="Response">What it answers.</param>
/// <param name="AjaxOnly">Whether it exists below <c>/ajax-api</c> only.</param>
/// <param name="Version">Which API it belongs to: what stands between <c>/api/</c> and its path.</param>
internal sealed record RpcCall(
    string Method, string Path, string Tag, JsonTypeInfo Request, JsonTypeInfo Response, bool AjaxOnly, string Version)
{
    /// <summary>MLflow's protocol.</summary>
    public const string MlflowVersion = "2.0";

    /// <summary>The later calls of MLflow's protocol.</summary>
    public const string LaterMlflowVersion = "3.0";

    /// <summary>What Leat has beyond it.</summary>
    public const string LeatVersion = "leat/1.0";

    /// <summary>The path under which the call is described; it may have a twin.</summary>
    public string FullPath => $"{(AjaxOnly ? "/ajax-api/" : "/api/")}{Version}{Path}";

    /// <summary>Whether it reads rather than writes: what a write answers is as small as what it wrote.</summary>
    public bool CanAnswerMuch => Method == HttpMethods.Get || Path.Contains("/search", StringComparison.Ordinal)
        || Path.EndsWith("/history", StringComparison.Ordinal);
}
