using System.Net;
using Leat.Core;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>Keeps calls that may read much from keeping others out: each has a time limit, and a client has only a share of the store's readers,
/// however many requests it sends. What the store reads for them is counted in the request's share of memory.</summary>
/// <param name="timeout">How long a call may read.</param>
/// <param name="readers">How many reads the store does at once; null where nothing limits them.</param>
internal sealed class ReadLimits(TimeSpan timeout, int? readers) : IRpcFilter
{
    private readonly ClientTurns? _turns = readers is { } count ? new ClientTurns(ShareOf(count)) : null;

    /// <summary>Listing files is a matter of the artifact store, which has no readers of ours and may be far away.</summary>
    public bool AppliesTo(RpcCall call) => call.CanAnswerMuch && !call.Path.Contains("/artifacts", StringComparison.Ordinal);

    public async Task<TResponse> InvokeAsync<TRequest, TResponse>(
        TRequest request, RpcContext context, RpcHandler<TRequest, TResponse> next)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        using var turn = await EnterAsync(context.Http, limit);
        limit.CancelAfter(timeout);
        MemoryShare.Current = RequestMemory.ShareOf(context.Http);
        try
        {
            return await next(request, context with { Deadline = limit.Token });
        }
        catch (Exception exception) when (limit.IsCancellationRequested && !context.Http.RequestAborted.IsCancellationRequested)
        {
            throw TookTooLong(timeout, exception);
        }
    }

    /// <summary>The error for a call that reads for too long. Not 504: clients would repeat it many times before showing its message, and the
    /// same search would take as long again.</summary>
    public static LeatException TookTooLong(TimeSpan timeout, Exception? cause = null) => new(
        ErrorCode.BadRequest,
        $"The search was ended after {timeout.TotalSeconds:0.###} s, the time limit of this server. Ask for less: fewer experiments, a narrower "
        + "filter, a smaller max_results; or have the server started with a larger --search-timeout.",
        cause);

    /// <summary>Some readers are always left to others.</summary>
    private static int ShareOf(int readers) => Math.Max(1, readers - Math.Max(1, readers / 4));

    private async ValueTask<ClientTurns.Turn?> EnterAsync(HttpContext http, CancellationTokenSource limit)
    {
        if (_turns is null)
            return null;
        limit.CancelAfter(timeout);
        try
        {
            return await _turns.EnterAsync(http.Connection.RemoteIpAddress ?? IPAddress.None, limit.Token);
        }
        catch (OperationCanceledException exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            throw new LeatException(
                ErrorCode.TemporarilyUnavailable,
                $"Other searches of this client have kept the server busy for {timeout.TotalSeconds:0.###} s. Try again later, or send fewer at a time.",
                exception);
        }
    }
}
