using Leat.Client.Tests.Fakes;

namespace Leat.Client.Tests.EndToEnd;

public sealed class RunPageNoteTests(KestrelInProcess server) : IClassFixture<KestrelInProcess>
{
    [Fact]
    public async Task A_run_on_a_server_tells_where_to_look_at_it_and_nested_ones_are_found_from_it()
    {
        using var notes = new StringWriter();
        var session = Session(notes, new FakeEnvironment());

        await using (var run = await StartAsync(session, nested: false))
        {
            await using var nested = await StartAsync(session, nested: true);
            notes.ToString().Trim().ShouldBe($"leat: run {run.Name} is at {server.TrackingUri}/#/experiments/0/runs/{run.RunId}");
            nested.PageAddress!.AbsoluteUri.ShouldEndWith(nested.RunId);
        }

        await session.ShutdownAsync();
    }

    [Fact]
    public async Task It_is_silent_where_mlflow_is()
    {
        using var notes = new StringWriter();
        var session = Session(notes, new FakeEnvironment(new Dictionary<string, string> { ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] = "true" }));

        await using (await StartAsync(session, nested: false))
            notes.ToString().ShouldBeEmpty();

        await session.ShutdownAsync();
    }

    private static Task<ActiveRun> StartAsync(TrackingSession session, bool nested) =>
        session.Prepare(null, nested, new RunOptions()).RunAsync(TestContext.Current.CancellationToken);

    private TrackingSession Session(StringWriter notes, FakeEnvironment environment) =>
        new((_, token) => LeatClient.ConnectAsync(server.TrackingUri, null, token), environment.Variables, notes);
}
