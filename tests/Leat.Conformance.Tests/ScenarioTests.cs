using Leat.Conformance.Tests.Playing;
using Leat.Testing.Servers;

namespace Leat.Conformance.Tests;

/// <summary>The recorded scenarios, one after the other, against the real server process.</summary>
[Collection(RealServerGroup.Name)]
public sealed class ScenarioTests(ServerFixture fixture)
{
    public static IEnumerable<TheoryDataRow<string>> Scenarios => ScenarioLibrary.Ids
        .Where(id => !ScenarioLibrary.Waiting.ContainsKey(id))
        .Select(id => new TheoryDataRow<string>(id) { TestDisplayName = id, Label = "" });

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Answers_are_as_recorded(string scenario)
    {
        var problems = await ScenarioPlayer.PlayAsync(
            ScenarioLibrary.Load(scenario), fixture.Server.Address, TestContext.Current.CancellationToken);
        if (problems.Count > 0)
            Assert.Fail(string.Join("\n", problems));
    }

    [Fact]
    public async Task Waiting_scenarios_do_not_pass_yet()
    {
        var passing = new List<string>();
        foreach (var id in ScenarioLibrary.Waiting.Keys)
        {
            var problems = await ScenarioPlayer.PlayAsync(
                ScenarioLibrary.Load(id), fixture.Server.Address, TestContext.Current.CancellationToken);
            if (problems.Count == 0)
                passing.Add(id);
        }

        passing.ShouldBeEmpty("strike these off Scenarios/waiting.txt");
    }
}
