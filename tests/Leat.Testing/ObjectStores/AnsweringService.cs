using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Leat.Testing.ObjectStores;

/// <summary>A service that answers as a test says, one answer after the other, and keeps what it was asked. The last answer repeats.</summary>
public sealed class AnsweringService : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly (string Name, string Value)[] _headers;
    private readonly Queue<(int Status, string Body)> _answers;

    public AnsweringService(params (int Status, string Body)[] answers)
        : this([], answers)
    {
    }

    /// <param name="headers">What every answer has.</param>
    /// <param name="answers">Status and body of each answer.</param>
    public AnsweringService((string Name, string Value)[] headers, params (int Status, string Body)[] answers)
    {
        _headers = headers;
        _answers = new Queue<(int, string)>(answers);
        for (var tries = 0; ; tries++)
        {
            Address = new Uri($"http://127.0.0.1:{Random.Shared.Next(15_000, 32_000)}/");
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add(Address.AbsoluteUri);
            try
            {
                _listener.Start();
                break;
            }
            catch (HttpListenerException) when (tries < 50)
            {
                // Taken.
            }
        }

        _ = Task.Run(ServeAsync);
    }

    public Uri Address { get; }

    /// <summary>Method and headers of each request.</summary>
    public ConcurrentQueue<(string Method, WebHeaderCollection Headers)> Requests { get; } = new();

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext call;
            try
            {
                call = await _listener.GetContextAsync();
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await call.Request.InputStream.CopyToAsync(Stream.Null);
            Requests.Enqueue((call.Request.HttpMethod, new WebHeaderCollection { call.Request.Headers }));
            var (status, body) = _answers.Count > 1 ? _answers.Dequeue() : _answers.Peek();
            call.Response.StatusCode = status;
            call.Response.ContentType = "application/xml";
            foreach (var (name, value) in _headers)
                call.Response.AddHeader(name, value);
            var content = Encoding.UTF8.GetBytes(body);
            call.Response.ContentLength64 = content.Length;
            await call.Response.OutputStream.WriteAsync(content);
            call.Response.Close();
        }
    }
}
