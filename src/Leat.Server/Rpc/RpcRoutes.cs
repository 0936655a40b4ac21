using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Leat.Server;

/// <summary>The routes of the server. Each is a call, and each call passes the filters.</summary>
/// <param name="routes">Where they are mapped.</param>
/// <param name="prefix">The static prefix; empty for none.</param>
/// <param name="backend">What they work on.</param>
/// <param name="filters">The filters, outermost first.</param>
internal sealed class RpcRoutes(IEndpointRouteBuilder routes, string prefix, RpcBackend backend, IEnumerable<IRpcFilter> filters)
{
    private readonly List<RpcCall> _calls = [];

    /// <summary>The calls mapped so far.</summary>
    public IReadOnlyList<RpcCall> Calls => _calls;

    /// <summary>The limits on input that the owner of the store may choose.</summary>
    public InputLimits Limits => backend.Store.Features.Limits;

    /// <summary>Calls that have something in common.</summary>
    /// <param name="path">How their paths begin after the version, for example <c>/mlflow/runs</c>.</param>
    /// <param name="tag">The heading under which the API description lists them.</param>
    /// <param name="version">Which API they belong to.</param>
    /// <param name="place">Where they are served.</param>
    /// <param name="part">Which part of the server they belong to.</param>
    /// <param name="isPublic">Whether they need no sign-in.</param>
    public RpcGroup Group(
        string path,
        string tag,
        string version = RpcCall.MlflowVersion,
        RpcPlace place = RpcPlace.Twins,
        ServerPart part = ServerPart.Tracking,
        bool isPublic = false) =>
        new(this, new RpcCall("", path, tag) { Version = version, Place = place, Part = part, IsPublic = isPublic });

    /// <summary>Maps a call.</summary>
    public void Map<TRequest, TResponse>(
        RpcCall call, RpcHandler<TRequest, TResponse> handler, RpcRequest<TRequest> request, RpcAnswer<TResponse> answer) => Map(
        call with { Request = request.Form, Answer = answer.Form },
        (mapped, applying) => RpcPipeline.Compose(mapped, backend, applying, handler, request, answer));

    /// <summary>Maps a call that has nothing to report.</summary>
    public void Map<TRequest>(
        RpcCall call, RpcCommand<TRequest> command, RpcRequest<TRequest> request, RpcAnswer<EmptyResponse> answer) => Map(
        call with { Request = request.Form, Answer = answer.Form },
        (mapped, applying) => RpcPipeline.Compose(mapped, backend, applying, command, request, answer));

    private void Map(RpcCall call, Func<RpcCall, IReadOnlyList<IRpcFilter>, RequestDelegate> compose)
    {
        _calls.Add(call);
        var handle = compose(call, [.. filters.Where(filter => filter.AppliesTo(call))]);
        foreach (var path in call.Routes(prefix))
            routes.MapMethods(path, call.Methods, handle).WithMetadata(call);
    }
}
