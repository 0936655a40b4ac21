using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>MLflow's GraphQL, which its pages and some tools use: other names for some of the server's calls, so that one request can ask for a run,
/// its experiment and its model versions.</summary>
/// <remarks>Only what pages send is there: no introspection. Filters see the whole query as one call.</remarks>
internal static class GraphQlEndpoint
{
    /// <summary>Its path.</summary>
    public const string Path = "/graphql";

    public static void MapGraphQl(this RpcRoutes routes) => routes.Map(
        new RpcCall(Post, Path, "GraphQL") { Place = RpcPlace.Root, CanAnswerMuch = true },
        QueryAsync,
        RpcRequest.Message<GraphQlRequest>(),
        RpcAnswer.Written<GraphQlAnswer>(AnswerForm.JsonFile));

    private static async Task<GraphQlAnswer> QueryAsync(GraphQlRequest request, RpcContext call)
    {
        try
        {
            var document = GraphQlDocument.Parse(request.Query, request.OperationName);
            new GraphQlLimits(document).Check();
            var values = new GraphQlValues(document.Operation, request.ToVariables());
            var execution = new GraphQlExecution(document, values, call);
            return new GraphQlAnswer(await execution.RunAsync(), execution.Errors);
        }
        catch (GraphQlFault fault)
        {
            return new GraphQlAnswer(null, [fault.Message]);
        }
    }
}
