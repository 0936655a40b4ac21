using Leat.Core;
using Leat.Protocol;

namespace Leat.Client;

/// <summary>Label schemas on a server.</summary>
internal sealed class HttpLabelSchemaStore(HttpConnection server) : ILabelSchemaStore
{
    private const string Root = "/api/3.0/mlflow/label-schemas";

    public Task<LabelSchema> CreateSchemaAsync(NewLabelSchema schema, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Create, "create", CreateLabelSchemaRequest.From(schema), cancellationToken);

    public Task<LabelSchema> GetSchemaAsync(string schemaId, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Get, "get", new GetLabelSchemaRequest(schemaId), cancellationToken);

    public Task<LabelSchema> GetSchemaByNameAsync(string experimentId, string name, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Get, "get-by-name", new GetLabelSchemaByNameRequest(experimentId, name), cancellationToken);

    public Task<Page<LabelSchema>> ListSchemasAsync(
        string experimentId, long maxResults, string? pageToken, CancellationToken cancellationToken = default) => server.SendAsync(
            Verb.Get, $"{Root}/list", new ListLabelSchemasRequest(experimentId, PageSize.Check(maxResults, LabelSchemaRules.MaxPageSize), pageToken),
            (ListLabelSchemasResponse answer) => answer.ToPage(), cancellationToken);

    public Task<LabelSchema> UpdateSchemaAsync(string schemaId, LabelSchemaUpdate update, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Patch, "update", UpdateLabelSchemaRequest.From(schemaId, update), cancellationToken);

    public Task DeleteSchemaAsync(string schemaId, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Delete, $"{Root}/delete", new DeleteLabelSchemaRequest(schemaId), cancellationToken);

    private Task<LabelSchema> SendAsync<T>(Verb verb, string call, T message, CancellationToken cancellationToken) =>
        server.SendAsync(verb, $"{Root}/{call}", message, (LabelSchemaResponse answer) => answer.ToEntity(), cancellationToken);
}
