using Leat.Core;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/label-schemas</c>.</summary>
internal static class LabelSchemaEndpoints
{
    public static void MapLabelSchemas(this RpcRoutes routes)
    {
        var schemas = routes.Group("/mlflow/label-schemas", "Label schemas", RpcCall.LaterMlflowVersion);
        schemas.Map(Post, "/create", async (CreateLabelSchemaRequest request, RpcContext call) =>
            LabelSchemaResponse.From(await call.Store.LabelSchemas.CreateSchemaAsync(request.ToCommand(), call.Cancellation)));
        schemas.Map(Get, "/get", async (GetLabelSchemaRequest request, RpcContext call) =>
            LabelSchemaResponse.From(await call.Store.LabelSchemas.GetSchemaAsync(request.SchemaId!, call.Cancellation)));
        schemas.Map(Get, "/get-by-name", async (GetLabelSchemaByNameRequest request, RpcContext call) =>
            LabelSchemaResponse.From(await call.Store.LabelSchemas.GetSchemaByNameAsync(request.ExperimentId!, request.Name!, call.Cancellation)));
        schemas.Map(Get, "/list", async (ListLabelSchemasRequest request, RpcContext call) =>
            ListLabelSchemasResponse.From(await call.Store.LabelSchemas.ListSchemasAsync(
                request.ExperimentId!, request.MaxResults ?? LabelSchemaRules.DefaultPageSize, request.PageToken, call.Cancellation)));
        schemas.Map(Patch, "/update", async (UpdateLabelSchemaRequest request, RpcContext call) =>
            LabelSchemaResponse.From(await call.Store.LabelSchemas.UpdateSchemaAsync(request.SchemaId!, request.ToCommand(), call.Cancellation)));
        schemas.Map(Delete, "/delete", (DeleteLabelSchemaRequest request, RpcContext call) =>
            call.Store.LabelSchemas.DeleteSchemaAsync(request.SchemaId!, call.Cancellation));
    }
}
