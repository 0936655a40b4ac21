using Leat.Core;
using Leat.Core.Artifacts;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>A call under way: who asks, and what there is to answer with.</summary>
/// <param name="Call">Which call it is.</param>
/// <param name="Http">The request and its answer.</param>
/// <param name="Backend">What it works on, as the one who asks.</param>
/// <remarks>A value, so that it costs the hot calls no allocation. A filter that knows more hands on a changed copy.</remarks>
internal readonly record struct RpcContext(RpcCall Call, HttpContext Http, RpcBackend Backend)
{
    /// <summary>The store. What is changed in it is published as a change of the <see cref="Caller"/>.</summary>
    public ITrackingStore Store => Backend.Store;

    /// <summary>Who asks.</summary>
    public Caller Caller => Backend.Store.Caller;

    /// <summary>Opens the places where files lie.</summary>
    public IArtifactRepositoryProvider Artifacts => Backend.Artifacts;

    /// <summary>Cancelled when nobody waits for the answer any more.</summary>
    public CancellationToken Cancellation => Http.RequestAborted;

    /// <summary>The same call, asked by somebody.</summary>
    public RpcContext As(Caller caller) => this with { Backend = Backend with { Store = Backend.Store.For(caller) } };

    /// <summary>A variable part of the path, decoded. The route makes sure that it is there.</summary>
    public string this[string name] => (string)Http.Request.RouteValues[name]!;
}
