using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Leat.Client;

/// <summary>One call of the protocol, able to be sent again.</summary>
/// <param name="method">GET or POST.</param>
/// <param name="path">From the server's root, for example <c>/api/2.0/mlflow/runs/get</c>, with the query.</param>
/// <param name="answerType">How to read the answer.</param>
/// <typeparam name="T">The answer.</typeparam>
internal sealed class HttpCall<T>(HttpMethod method, string path, JsonTypeInfo<T> answerType)
    where T : class
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue AcceptJson = new("application/json");

    private byte[]? _body;

    public string Path { get; } = path;

    public JsonTypeInfo<T> AnswerType { get; } = answerType;

    public Repeatability Repeatability { get; init; }

    /// <summary>The answer to assume if a repeated call finds the object gone; null if that is an error.</summary>
    public T? AnswerIfGone { get; init; }

    /// <summary>Writes the body, once for all attempts.</summary>
    public HttpCall<T> WithBody<TBody>(TBody body, JsonTypeInfo<TBody> type)
    {
        _body = JsonSerializer.SerializeToUtf8Bytes(body, type);
        return this;
    }

    public HttpRequestMessage ToRequest(Uri server)
    {
        var request = new HttpRequestMessage(method, server.AbsoluteUri.TrimEnd('/') + Path);
        request.Headers.Accept.Add(AcceptJson);
        if (_body is not null)
        {
            request.Content = new ByteArrayContent(_body);
            request.Content.Headers.ContentType = Json;
        }

        return request;
    }
}
