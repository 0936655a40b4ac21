using Leat.Core;
using Microsoft.Extensions.Time.Testing;

namespace Leat.Client.Tests.Fakes;

/// <summary>A client on a fake store with a stopped clock.</summary>
internal sealed class ClientFixture : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public ClientFixture(
        LoggingOptions? logging = null, IReadOnlyDictionary<string, string>? environment = null, StoreFeatures? features = null)
    {
        Store = new FakeStore { Features = features ?? new StoreFeatures() };
        Environment = new FakeEnvironment(environment);
        var options = new LeatClientOptions
        {
            TimeProvider = Time,
            Logging = logging ?? new LoggingOptions(),
            Environment = Environment.Variables,
        };
        Client = new LeatClient(Store, Artifacts, options);
        Session = new TrackingSession((uri, _) => ConnectAsync(uri), Environment.Variables);
    }

    public FakeTimeProvider Time { get; } = new(Start);

    public FakeStore Store { get; }

    public FakeArtifacts Artifacts { get; } = new();

    public FakeEnvironment Environment { get; }

    public LeatClient Client { get; }

    /// <summary>A separate session whose tracking URIs all lead to the client.</summary>
    public TrackingSession Session { get; }

    public List<string> OpenedUris { get; } = [];

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static long StartMs => Start.ToUnixTimeMilliseconds();

    public Task<ActiveRun> StartRunAsync(string? name = null, RunOptions? options = null) =>
        Client.StartRunAsync(Experiment.DefaultId, name, options, Token);

    /// <summary>Ends when the store is called with a batch.</summary>
    public Task WhenBatchArrivesAsync()
    {
        var arrived = new TaskCompletionSource();
        Store.BeforeLog = (_, _) =>
        {
            arrived.TrySetResult();
            return Task.CompletedTask;
        };
        return arrived.Task;
    }

    /// <summary>Advances the clock while the work is in progress.</summary>
    public async Task LetTimePassAsync(Task work)
    {
        while (!work.IsCompleted)
        {
            Token.ThrowIfCancellationRequested();
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await work;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Client.DisposeAsync();
        }
        catch (Exception exception) when (exception is LeatException or AggregateException)
        {
            // Failures that the test provoked and has already checked.
        }
    }

    private Task<LeatClient> ConnectAsync(string uri)
    {
        OpenedUris.Add(uri);
        return Task.FromResult(Client);
    }
}
