using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Leat.Core;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Limits;

/// <summary>Searches have a time limit, and no client can keep the others from reading.</summary>
public sealed class ReadLimitTests
{
    private const string Search = "/api/2.0/mlflow/runs/search";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_search_that_takes_too_long_is_cancelled_and_answered()
    {
        var cancelled = new TaskCompletionSource();
        var store = StubStore.Of((_, arguments) => EndlessAsync(cancelled, (CancellationToken)arguments[^1]!));
        await using var server = await RunningServer.StartAsync(store, new LeatServerOptions { SearchTimeout = TimeSpan.FromMilliseconds(200) });

        var answer = await (await server.PostAsync(Search, """{"experiment_ids":["0"]}""")).ShouldBeJsonAsync(HttpStatusCode.BadRequest);

        answer["error_code"]!.GetValue<string>().ShouldBe("BAD_REQUEST");
        answer["message"]!.GetValue<string>().ShouldStartWith("The search was ended after 0.2 s, the time limit of this server. Ask for less:");
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    [Fact]
    public async Task A_client_that_leaves_cancels_its_search()
    {
        var begun = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        var store = StubStore.Of((_, arguments) =>
        {
            begun.SetResult();
            return EndlessAsync(cancelled, (CancellationToken)arguments[^1]!);
        });
        await using var server = await RunningServer.StartAsync(store);
        using var leaving = new CancellationTokenSource();

        var search = SearchAsync(server.Client, server, leaving.Token);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => search);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    [Fact]
    public async Task A_client_that_sends_many_searches_leaves_a_reader_to_others()
    {
        var (working, most) = (0, new SemaphoreSlim(0));
        var release = new TaskCompletionSource();
        var store = StubStore.Of(
            (_, _) =>
            {
                Interlocked.Increment(ref working);
                most.Release();
                return AnswerAsync(release.Task);
            },
            new StoreFeatures { Readers = 4 });
        await using var server = await RunningServer.StartAsync(store);
        using var other = ClientAt(IPAddress.Parse("127.0.0.2"));

        var many = Enumerable.Range(0, 20).Select(_ => SearchAsync(server.Client, server, Cancellation)).ToList();
        for (var i = 0; i < 3; i++)
            (await most.WaitAsync(TimeSpan.FromSeconds(30), Cancellation)).ShouldBeTrue();
        var one = SearchAsync(other, server, Cancellation);

        (await most.WaitAsync(TimeSpan.FromSeconds(30), Cancellation)).ShouldBeTrue();
        Volatile.Read(ref working).ShouldBe(4);
        release.SetResult();
        (await one).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Task.WhenAll(many)).ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        working.ShouldBe(21);
    }

    private static async IAsyncEnumerable<Page<Run>> EndlessAsync(
        TaskCompletionSource cancelled, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            cancelled.SetResult();
        }

        yield return new Page<Run>([], null);
    }

    private static async IAsyncEnumerable<Page<Run>> AnswerAsync(Task release)
    {
        await release;
        yield return new Page<Run>([], null);
    }

    private static async Task<HttpResponseMessage> SearchAsync(HttpClient client, RunningServer server, CancellationToken cancellationToken)
    {
        using var body = new StringContent("""{"experiment_ids":["0"]}""", Encoding.UTF8, "application/json");
        return await client.PostAsync(new Uri(server.Client.BaseAddress!, Search), body, cancellationToken);
    }

    /// <summary>A client at another address of this machine.</summary>
    private static HttpClient ClientAt(IPAddress address) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });
}
