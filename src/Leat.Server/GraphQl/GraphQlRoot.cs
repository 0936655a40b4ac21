using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Leat.Protocol;

namespace Leat.Server;

/// <summary>A field of a query: one of the server's calls, with the fields of its request and of its answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Answer">The type of the answer.</param>
/// <param name="AnswerAsync">Makes the answer.</param>
internal sealed record GraphQlRoot(string Name, JsonTypeInfo Answer, Func<JsonObject, RpcContext, Task<object>> AnswerAsync)
{
    /// <summary>Other names that requests of MLflow may use.</summary>
    private static readonly string[] Aliases = ["run_uuid", "page_token"];

    /// <param name="name">Its name.</param>
    /// <param name="handler">Does what the call does.</param>
    public static GraphQlRoot Of<TRequest, TResponse>(string name, RpcHandler<TRequest, TResponse> handler)
        where TRequest : IWireRequest<TRequest>
        where TResponse : notnull
    {
        var known = MessageTypes.Of<TRequest>().Properties.Select(field => field.Name).Concat(Aliases).ToHashSet(StringComparer.Ordinal);
        return new GraphQlRoot(name, MessageTypes.Of<TResponse>(), async (input, call) =>
        {
            var request = Read(input);
            return await handler(call.Guard is { } guard ? await guard.CheckAsync(request, MessageTypes.Of<TRequest>(), call.Cancellation) : request, call);
        });

        TRequest Read(JsonObject input)
        {
            if (input.Select(field => field.Key).FirstOrDefault(field => !known.Contains(field)) is { } unknown)
                throw new GraphQlFault($"Field '{unknown}' is not defined by the input of '{name}'.");
            using var document = JsonDocument.Parse(input.ToJsonString());
            return TRequest.Decode(WireFields.FromJson(document.RootElement));
        }
    }
}
