using Leat.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Leat.Server;

/// <summary>Answers 304 to a client that asks again for what it has while nothing was stored, for the price of one look-up.</summary>
/// <remarks>
/// Only clients that send <c>If-None-Match</c> get a tag, at first for any text: others pay nothing. The tag is read before the answer, so
/// that an answer is never older than its tag. It says that nothing at all has been stored, whatever was asked for: a client compares answers of one request
/// only. Searches are POSTs that change nothing; they are answered like a GET.
/// </remarks>
/// <param name="version">The store's version; null if it has none.</param>
internal sealed class EntityTags(IStoreVersion? version) : IRpcFilter
{
    /// <summary>Runs and what they logged. Histories for charts have versions of their own.</summary>
    public bool AppliesTo(RpcCall call) => version is not null && call is { CanAnswerMuch: true, Part: ServerPart.Tracking, Tag: "Runs" };

    public Task<TResponse> InvokeAsync<TRequest, TResponse>(TRequest request, RpcContext context, RpcHandler<TRequest, TResponse> next) =>
        context.Http.Request.Headers.IfNoneMatch.Count == 0 ? next(request, context) : CompareAsync(request, context, next);

    private async Task<TResponse> CompareAsync<TRequest, TResponse>(TRequest request, RpcContext context, RpcHandler<TRequest, TResponse> next)
    {
        var tag = new EntityTagHeaderValue($"\"{await version!.ReadAsync(context.Cancellation)}{(context.Guard is { } guard ? "." + guard.Name : "")}\"", isWeak: true);
        if (EntityTagHeaderValue.TryParseList(context.Http.Request.Headers.IfNoneMatch, out var known)
            && known.Any(one => one.Compare(tag, useStrongComparison: false)))
        {
            SetTag(context.Http.Response, tag);
            throw new RpcRefusal(StatusCodes.Status304NotModified);
        }

        var answer = await next(request, context);
        SetTag(context.Http.Response, tag);
        return answer;
    }

    private static void SetTag(HttpResponse response, EntityTagHeaderValue tag)
    {
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = "private, no-cache";
    }
}
