using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/leat/1.0/runs</c> that make tables of runs.</summary>
internal static class RunTableEndpoints
{
    public static void MapRunTables(this RpcRoutes routes)
    {
        var runs = routes.Group("/runs", "Runs", RpcCall.LeatVersion);
        runs.Map(
            Post,
            "/table",
            async (request, call) => new RunTableAnswer(await call.Store.Tables.GetTableAsync(request.ToQuery(), call.Cancellation)),
            RpcRequest.Message<GetRunTableRequest>(),
            RpcAnswer.Written<RunTableAnswer>(AnswerForm.Of<GetRunTableResponse>()));
    }
}
