using Leat.Core;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/review-queues</c>.</summary>
internal static class ReviewQueueEndpoints
{
    public static void MapReviewQueues(this RpcRoutes routes)
    {
        var queues = routes.Group("/mlflow/review-queues", "Review queues", RpcCall.LaterMlflowVersion);
        queues.Map(Post, "/create", async (CreateReviewQueueRequest request, RpcContext call) =>
            ReviewQueueResponse.From(await call.Store.ReviewQueues.CreateQueueAsync(request.ToCommand(), call.Cancellation)));
        queues.Map(Post, "/get-or-create-user", async (GetOrCreateUserReviewQueueRequest request, RpcContext call) =>
            ReviewQueueResponse.From(await call.Store.ReviewQueues.GetOrCreateQueueAsync(request.ToCommand(), call.Cancellation)));
        queues.Map(Get, "/get", async (GetReviewQueueRequest request, RpcContext call) =>
            ReviewQueueResponse.From(await call.Store.ReviewQueues.GetQueueAsync(request.QueueId!, call.Cancellation)));
        queues.Map(Get, "/get-by-name", async (GetReviewQueueByNameRequest request, RpcContext call) =>
            ReviewQueueResponse.From(await call.Store.ReviewQueues.GetQueueByNameAsync(request.ExperimentId!, request.Name!, call.Cancellation)));
        queues.Map(Get, "/list", async (ListReviewQueuesRequest request, RpcContext call) =>
            ListReviewQueuesResponse.From(await call.Store.ReviewQueues.ListQueuesAsync(
                request.ExperimentId!, request.User, request.MaxResults ?? ReviewQueueRules.DefaultPageSize, request.PageToken, call.Cancellation)));
        queues.Map(Post, "/update", async (UpdateReviewQueueRequest request, RpcContext call) =>
            ReviewQueueResponse.From(await call.Store.ReviewQueues.UpdateQueueAsync(request.QueueId!, request.ToCommand(), call.Cancellation)));
        queues.Map(Post, "/delete", (DeleteReviewQueueRequest request, RpcContext call) =>
            call.Store.ReviewQueues.DeleteQueueAsync(request.QueueId!, call.Cancellation));
        MapItems(queues);
    }

    private static void MapItems(RpcGroup queues)
    {
        queues.Map(Post, "/items/add", async (AddReviewQueueItemsRequest request, RpcContext call) =>
            AddReviewQueueItemsResponse.From(await call.Store.ReviewQueues.AddItemsAsync(request.QueueId!, request.ItemIds!, call.Cancellation)));
        queues.Map(Post, "/items/remove", (RemoveReviewQueueItemsRequest request, RpcContext call) =>
            call.Store.ReviewQueues.RemoveItemsAsync(request.QueueId!, request.ItemIds!, call.Cancellation));
        queues.Map(Get, "/items/list", async (ListReviewQueueItemsRequest request, RpcContext call) =>
            ListReviewQueueItemsResponse.From(await call.Store.ReviewQueues.ListItemsAsync(
                request.QueueId!, request.ToStatus(), request.MaxResults ?? ReviewQueueRules.DefaultPageSize, request.PageToken, call.Cancellation)));
        queues.Map(Post, "/items/set-status", async (SetReviewQueueItemStatusRequest request, RpcContext call) =>
            ReviewQueueItemResponse.From(await call.Store.ReviewQueues.SetItemStatusAsync(request.ToCommand(), call.Cancellation)));
    }
}
