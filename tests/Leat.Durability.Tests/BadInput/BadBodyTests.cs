using Leat.Durability.Tests.Api;
using Leat.Testing.Http;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.BadInput;

/// <summary>Whatever a body contains, the response follows the protocol.</summary>
public sealed class BadBodyTests(ServerFixture fixture) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private const int DamagedBodiesPerCall = 60;
    private readonly Complaints _complaints = new(fixture.Server);
    private readonly RawHttpClient _client = fixture.Server.Connect();
    private IReadOnlyList<ApiCall> _calls = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using var api = new TrackingApi(fixture.Server.Address);
        var experimentId = await api.CreateExperimentAsync(Guid.NewGuid().ToString(), Cancellation);
        _calls = ApiCall.All(experimentId, await api.CreateRunAsync(experimentId, "r", Cancellation));
    }

    [Fact]
    public async Task Calls_that_the_bad_bodies_start_from_are_understood()
    {
        foreach (var call in _calls)
        {
            var response = await _client.SendAsync(RawRequest.Json(call.Target, call.Body), Cancellation);
            response.Status.ShouldBeOneOf([200, 404], $"{call.Path}: {response.Text}");
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Body_must_be_an_object_and_the_refusal_uses_the_protocols_words()
    {
        foreach (var call in _calls)
        {
            foreach (var body in BadBodies.NoObjects)
                await PostAsync(call, body);
        }

        await _complaints.ShouldBeNoneAsync(Cancellation);
    }

    [Fact(Timeout = 120_000)]
    public async Task Member_of_the_wrong_type_is_refused_in_the_protocols_words()
    {
        foreach (var call in _calls)
        {
            foreach (var body in BadBodies.WithWrongMembers(call))
                await PostAsync(call, body);
        }

        await _complaints.ShouldBeNoneAsync(Cancellation);
    }

    [Fact(Timeout = 120_000)]
    public async Task Damaged_body_is_refused_in_the_protocols_words()
    {
        var random = new Random(Seed.Draw());
        foreach (var call in _calls)
        {
            for (var i = 0; i < DamagedBodiesPerCall; i++)
                await PostAsync(call, BadBodies.Damaged(call, random));
        }

        await _complaints.ShouldBeNoneAsync(Cancellation);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task Foreign_content_type_is_answered_in_the_protocols_words(string contentType)
    {
        foreach (var call in _calls)
            await PostAsync(call, System.Text.Encoding.UTF8.GetBytes(call.Body), contentType);
        await _complaints.ShouldBeNoneAsync(Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task PostAsync(ApiCall call, byte[] body, string contentType = "application/json")
    {
        var request = new RawRequest("POST", call.Target, [new("Content-Type", contentType)], body);
        _complaints.Add(request, await _client.SendAsync(request, Cancellation), Judge.FaultOfApiAnswer);
    }
}
