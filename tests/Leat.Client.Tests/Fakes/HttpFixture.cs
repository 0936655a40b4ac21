using Microsoft.Extensions.Time.Testing;

namespace Leat.Client.Tests.Fakes;

/// <summary>An HTTP store in front of a stubbed server, with a clock that advances by itself while a call waits.</summary>
internal sealed class HttpFixture : IAsyncDisposable
{
    public static readonly HttpStoreOptions NoJitter = new() { BackoffJitter = 0 };

    public HttpFixture(StubServer server, HttpStoreOptions? options = null, string address = "http://stub:5000")
    {
        Server = server;
        Store = new HttpTrackingStore(new Uri(address), (options ?? NoJitter) with { Handler = server }, Time);
    }

    public StubServer Server { get; }

    public FakeTimeProvider Time { get; } = new(ClientFixture.Start);

    public HttpTrackingStore Store { get; }

    /// <summary>How long the call waited between attempts, by the fake clock.</summary>
    public TimeSpan Waited => Time.GetUtcNow() - ClientFixture.Start;

    /// <summary>Advances the clock in steps of 100 ms while the call is in progress.</summary>
    public async Task<T> RunAsync<T>(Func<HttpTrackingStore, Task<T>> call)
    {
        var task = call(Store);
        while (!task.IsCompleted)
        {
            ClientFixture.Token.ThrowIfCancellationRequested();
            // A continuation may be on its way to the thread pool: let it arrive before time moves on.
            for (var i = 0; i < 50 && !task.IsCompleted; i++)
                await Task.Run(() => { });
            if (!task.IsCompleted)
                Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        return await task;
    }

    public Task RunAsync(Func<HttpTrackingStore, Task> call) => RunAsync(async store =>
    {
        await call(store);
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Server.Dispose();
    }
}
