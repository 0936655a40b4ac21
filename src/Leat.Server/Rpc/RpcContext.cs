using Leat.Core;
using Leat.Core.Artifacts;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>A call in progress: who makes it, and what it works on.</summary>
/// <param name="Call">Which call it is.</param>
/// <param name="Http">The HTTP request and response.</param>
/// <param name="Backend">What it works on, on behalf of the caller.</param>
/// <remarks>A value, so that it costs the hot calls no allocation. A filter passes on a changed copy.</remarks>
internal readonly record struct RpcContext(RpcCall Call, HttpContext Http, RpcBackend Backend)
{
    /// <summary>The store. Its changes are published as those of the <see cref="Caller"/>.</summary>
    public ITrackingStore Store => Backend.Store;

    /// <summary>Who makes the call.</summary>
    public Caller Caller => Backend.Store.Caller;

    /// <summary>The limits on input that the owner of the store may choose.</summary>
    public InputLimits Limits => Store.Features.Limits;

    /// <summary>Opens artifact repositories.</summary>
    public IArtifactRepositoryProvider Artifacts => Backend.Artifacts;

    /// <summary>Cancelled when the client no longer waits for the answer, or the call has taken too long.</summary>
    public CancellationToken Cancellation => Deadline ?? Http.RequestAborted;

    /// <summary>Cancelled when the call has taken too long or the client no longer waits; null for calls that may take their time.</summary>
    public CancellationToken? Deadline { get; init; }

    /// <summary>Keeps the call in its workspace; null where there are no workspaces.</summary>
    public WorkspaceGuard? Guard { get; init; }

    /// <summary>The workspace that the call is for; null where there are none.</summary>
    public string? Workspace => Guard?.Name;

    /// <summary>The same call, made by this caller.</summary>
    public RpcContext As(Caller caller) => this with { Backend = Backend with { Store = Backend.Store.For(caller) } };

    /// <summary>A variable part of the path, decoded. The route guarantees that it is there.</summary>
    public string this[string name] => (string)Http.Request.RouteValues[name]!;
}
