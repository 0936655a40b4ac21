using Leat.Conformance.Tests.Playing;

namespace Leat.Conformance.Tests;

public sealed class ScenarioLibraryTests
{
    [Fact]
    public void Every_scenario_can_be_read_and_is_filed_under_its_name()
    {
        foreach (var id in ScenarioLibrary.Ids)
        {
            var scenario = ScenarioLibrary.Load(id);
            scenario.Id.ShouldBe(id);
            scenario.Steps.ShouldNotBeEmpty(id);
        }
    }

    [Theory]
    [InlineData("artifacts", 24)]
    [InlineData("datasets", 8)]
    [InlineData("experiments", 35)]
    [InlineData("http", 22)]
    [InlineData("log-batch", 10)]
    [InlineData("logged-models", 28)]
    [InlineData("metrics", 20)]
    [InlineData("model-versions", 25)]
    [InlineData("newer", 8)]
    [InlineData("params", 8)]
    [InlineData("registered-models", 26)]
    [InlineData("runs", 26)]
    [InlineData("search-runs", 50)]
    [InlineData("traces", 14)]
    [InlineData("webhooks", 6)]
    public void No_scenario_of_an_area_is_lost(string area, int count)
    {
        ScenarioLibrary.Ids.Count(id => id.StartsWith(area + "/", StringComparison.Ordinal)).ShouldBe(count);
    }

    [Fact]
    public void Waiting_list_names_scenarios_that_exist()
    {
        ScenarioLibrary.Waiting.Keys.Except(ScenarioLibrary.Ids).ShouldBeEmpty();
    }
}
