using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Leat.Server.Tests.Webhooks;

/// <summary>A server that receives webhooks: it keeps what is sent and answers as told.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<ReceivedHook> _received = Channel.CreateUnbounded<ReceivedHook>();
    private int _count;

    private HookReceiver(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single() + "/hook";

    /// <summary>Number of requests received.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <param name="answer">Called with the number of the request, starting at 1; null answers 200.</param>
    public static async Task<HookReceiver> StartAsync(Func<int, HttpContext, Task>? answer = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var app = builder.Build();
        var receiver = new HookReceiver(app);
        app.Run(context => receiver.ReceiveAsync(context, answer));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>The next request.</summary>
    public async Task<ReceivedHook> NextAsync() =>
        await _received.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext context, Func<int, HttpContext, Task>? answer)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var number = Interlocked.Increment(ref _count);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _received.Writer.TryWrite(new ReceivedHook(context.Request.Method, headers, body.ToArray()));
        if (answer is not null)
            await answer(number, context);
    }
}

/// <summary>A request as received.</summary>
internal sealed record ReceivedHook(string Method, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    /// <summary>For example <c>model_version.created</c>.</summary>
    public string Event => $"{Json["entity"]!.GetValue<string>()}.{Json["action"]!.GetValue<string>()}";

    public string DeliveryId => Headers["X-MLflow-Delivery-Id"];

    public string? Signature => Headers.GetValueOrDefault("X-MLflow-Signature");

    /// <summary>The signature expected by a receiver that knows the secret.</summary>
    public string ExpectedSignature(string secret)
    {
        var signed = Encoding.UTF8.GetBytes($"{DeliveryId}.{Headers["X-MLflow-Timestamp"]}.").Concat(Body).ToArray();
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }
}
