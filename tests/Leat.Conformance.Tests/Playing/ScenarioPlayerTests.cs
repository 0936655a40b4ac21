using System.Text;
using Leat.Conformance.Tests.Http;

namespace Leat.Conformance.Tests.Playing;

public sealed class ScenarioPlayerTests
{
    private const string CreateThenGet = """
        {"name": "n", "area": "a", "steps": [
          {"request": {"method": "POST", "path": "/create", "json": {"name": "x"}},
           "expect": {"status": 200, "json": {"id": "${id}"}}, "capture": {"id": "id"}},
          {"note": "the second", "request": {"method": "GET", "path": "/get", "query": {"id": "${id}"}},
           "expect": {"status": 200, "select": {"run.id": "${id}"}}}]}
        """;

    [Fact]
    public async Task Scenario_passes_when_every_answer_is_as_recorded()
    {
        await using var server = new CannedServer(
            CannedServer.Json("""{"id": "r1"}"""), CannedServer.Json("""{"run": {"id": "r1"}}"""));
        (await PlayAsync(CreateThenGet, server)).ShouldBeEmpty();
        server.Requests[1].ShouldStartWith("GET /get?id=r1 HTTP/1.1");
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Difference_is_reported_with_its_step_and_place_and_play_continues()
    {
        await using var server = new CannedServer(
            CannedServer.Json("""{"id": "r1", "extra": 1}"""), CannedServer.Json("""{"run": {"id": "r2"}}""", 404));
        var problems = await PlayAsync(CreateThenGet, server);
        problems.Select(problem => problem.Step).ShouldBe([1, 2]);
        problems[0].Differences.ShouldBe([new("extra", "(absent)", "1")]);
        problems[1].Differences.ShouldBe([new("status", "200", "404"), new("run.id", "\"r1\"", "\"r2\"")]);
        problems[1].Note.ShouldBe("the second");
        problems[1].ToString().ShouldContain("GET /get?id=r1");
    }

    [Fact]
    public async Task Missing_capture_stops_the_scenario_and_also_reports_differences()
    {
        await using var server = new CannedServer(CannedServer.Json("""{"message": "no"}""", 400));
        var problem = (await PlayAsync(CreateThenGet, server)).ShouldHaveSingleItem();
        problem.Stop.ShouldBe("cannot capture id: the answer has no id");
        problem.ToString().ShouldContain("""answer: 400 {"message": "no"}""");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Lost_connection_stops_the_scenario()
    {
        await using var server = new CannedServer("");
        var problem = (await PlayAsync(CreateThenGet, server)).ShouldHaveSingleItem();
        problem.Stop.ShouldNotBeNull().ShouldStartWith("no answer to POST /create");
    }

    [Fact]
    public async Task Expectation_with_an_unset_variable_does_not_pass_in_silence()
    {
        const string scenario = """
            {"name": "n", "area": "a", "steps": [
              {"request": {"method": "GET", "path": "/"}, "expect": {"json": "${forgotten}"}}]}
            """;
        await using var server = new CannedServer(CannedServer.Json("1"));
        var problem = (await PlayAsync(scenario, server)).ShouldHaveSingleItem();
        problem.Stop.ShouldBe("variable ${forgotten} is not set");
    }

    private static Task<IReadOnlyList<ScenarioProblem>> PlayAsync(string scenario, CannedServer server) =>
        ScenarioPlayer.PlayAsync(
            Scenario.Parse(Encoding.UTF8.GetBytes(scenario)), server.Address, TestContext.Current.CancellationToken);
}
