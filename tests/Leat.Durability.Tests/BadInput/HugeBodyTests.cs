using System.Text;
using Leat.Durability.Tests.Api;
using Leat.Testing.Http;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.BadInput;

/// <summary>A body of any size is accepted or rejected; it does not bring the server down.</summary>
public sealed class HugeBodyTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const int HugeLength = 96 * 1024 * 1024;
    private readonly Complaints _complaints = new(fixture.Server);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("runs/log-batch")]
    [InlineData("runs/set-tag")]
    [InlineData("experiments/create")]
    [InlineData("runs/search")]
    public async Task Huge_body_is_answered_in_the_protocols_words(string call)
    {
        var body = new byte[HugeLength];
        Array.Fill(body, (byte)'x');
        Encoding.UTF8.GetBytes("""{"run_id": "0", "value": """ + '"').CopyTo(body, 0);
        "\"}"u8.CopyTo(body.AsSpan(HugeLength - 2));
        await SendAsync(call, body);
    }

    [Fact]
    public async Task Batch_far_over_its_limit_is_refused()
    {
        using var api = new TrackingApi(fixture.Server.Address);
        var runId = await api.CreateRunAsync(Cancellation);
        var metrics = string.Join(',', Enumerable.Repeat("""{"key":"m","value":1,"timestamp":1}""", 500_000));
        var status = await SendAsync("runs/log-batch", Encoding.UTF8.GetBytes($$"""{"run_id":"{{runId}}","metrics":[{{metrics}}]}"""));
        status.ShouldNotBe(200);
    }

    /// <summary>The server may answer and hang up before it has read everything; its answer must still be read.</summary>
    private async Task<int> SendAsync(string call, byte[] body)
    {
        var request = new RawRequest("POST", "/api/2.0/mlflow/" + call, [new("Content-Type", "application/json")], body);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        using var connection = await RawConnection.OpenAsync(
            fixture.Server.Address.Host, fixture.Server.Address.Port, limit.Token);
        var answer = connection.ReadResponseAsync("POST", limit.Token);
        try
        {
            await connection.SendAsync(request, limit.Token);
        }
        catch (IOException)
        {
            // Hung up; the answer says why.
        }

        var response = (await answer).Response;
        _complaints.Add(request, response, Judge.FaultOfApiAnswer);
        await _complaints.ShouldBeNoneAsync(Cancellation);
        return response.Status;
    }
}
