using System.Net.Http.Headers;
using System.Text.Json;
using Leat.Protocol;

namespace Leat.Client;

/// <summary>One call of the protocol, able to be sent again.</summary>
/// <param name="verb">How it is made.</param>
/// <param name="path">From the server's root, for example <c>/api/2.0/mlflow/runs/get</c>, with the query.</param>
/// <param name="body">Null for none.</param>
/// <typeparam name="T">The answer.</typeparam>
internal sealed class HttpCall<T>(Verb verb, string path, byte[]? body)
    where T : class
{
    private static readonly MediaTypeWithQualityHeaderValue AcceptJson = new("application/json");

    public string Path => path;

    public Repeatability Repeatability => verb.Repeatability;

    public string ContentType { get; init; } = "application/json";

    /// <summary>A header of its own.</summary>
    public KeyValuePair<string, string>? Header { get; init; }

    /// <summary>The answer to assume if a repeated call finds the object gone; null if that is an error.</summary>
    public T? AnswerIfGone => Repeatability == Repeatability.GoneIsDone ? EmptyResponse.Instance as T : null;

    /// <summary>The call that carries a message, written once for all attempts.</summary>
    public static HttpCall<T> Of<TMessage>(Verb verb, string path, TMessage message) => verb.Method == HttpMethod.Get
        ? new HttpCall<T>(verb, path + Query.Of(message, MessageType<TMessage>.Info), null)
        : new HttpCall<T>(verb, path, JsonSerializer.SerializeToUtf8Bytes(message, MessageType<TMessage>.Info));

    public HttpRequestMessage ToRequest(Uri server)
    {
        var request = new HttpRequestMessage(verb.Method, server.AbsoluteUri.TrimEnd('/') + path);
        request.Headers.Accept.Add(AcceptJson);
        if (Header is var (name, value))
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        }

        return request;
    }
}
