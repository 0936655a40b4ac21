using Leat.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Leat.Server;

/// <summary>The memory that requests in progress hold: large bodies, and what is read to answer them.</summary>
internal static class RequestMemory
{
    /// <summary>A request's share, made at its first use and given back when the request ends.</summary>
    public static MemoryShare ShareOf(HttpContext http)
    {
        if (http.Features.Get<MemoryShare>() is { } known)
            return known;
        var share = new MemoryShare(BudgetOf(http));
        http.Features.Set(share);
        http.Response.RegisterForDispose(share);
        return share;
    }

    /// <summary>Counts what the store and the artifact repositories read for a request, from here to the end of the calling method.</summary>
    public static MemoryShare CountReads(HttpContext http)
    {
        var share = ShareOf(http);
        MemoryShare.Current = share;
        return share;
    }

    /// <summary>Refuses at once a request that announces more than there is room for, before its client sends all of it in vain.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.TemporarilyUnavailable"/>: there is not enough room.</exception>
    public static void CheckRoom(HttpContext http, long bytes)
    {
        var budget = BudgetOf(http);
        if (bytes <= budget.Limit && budget.Held + bytes > budget.Limit)
            throw new LeatException(ErrorCode.TemporarilyUnavailable, "Other large requests are in progress. Try again in a moment.");
    }

    private static MemoryBudget BudgetOf(HttpContext http) => http.RequestServices.GetRequiredService<MemoryBudget>();
}
