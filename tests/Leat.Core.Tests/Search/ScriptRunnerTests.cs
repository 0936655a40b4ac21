using Leat.Storage.Specification;
using Leat.Storage.Specification.Search;

namespace Leat.Core.Tests.Search;

/// <summary>The scripts are worthless if a wrong expectation passes.</summary>
public sealed class ScriptRunnerTests
{
    private const string Load = """
        load
          run a start=1 metric.m=1
          run b start=2 metric.m=2

        """;

    [Theory]
    [InlineData("search runs: metrics.m > 0", "expect b a")]
    [InlineData("search runs\n  max 1", "expect b | a")]
    [InlineData("search runs\n  order metrics.m", "expect a b")]
    [InlineData("search runs: metrics.m > 5", "expect nothing")]
    [InlineData("search runs: nonsense", "expect error Invalid clause(s)")]
    [InlineData("search runs: run_id = '${a.run_id}'", "expect a")]
    public async Task What_holds_passes(string search, string expectation) =>
        (await RunAsync(Load + search + "\n" + expectation)).ShouldBeEmpty();

    [Theory]
    [InlineData("search runs: metrics.m > 0", "expect a b", "b a")]
    [InlineData("search runs: metrics.m > 0", "expect b", "b a")]
    [InlineData("search runs: metrics.m > 0", "expect b a | b", "b a")]
    [InlineData("search runs: metrics.m > 0", "expect nothing", "b a")]
    [InlineData("search runs: metrics.m > 0", "expect error Invalid", "b a")]
    [InlineData("search runs\n  max 1", "expect b a", "b | a")]
    [InlineData("search runs: nonsense", "expect nothing", "error Invalid clause(s)")]
    [InlineData("search runs: nonsense", "expect error Something else", "error Invalid clause(s)")]
    public async Task A_failed_expectation_is_reported_with_its_line(string search, string expectation, string found)
    {
        var failure = (await RunAsync(Load + search + "\n" + expectation)).ShouldHaveSingleItem();
        failure.ShouldStartWith("line 4: ");
        failure.ShouldContain("found:    " + found);
    }

    [Theory]
    [InlineData("load\n  walk a")]
    [InlineData("load\n  run a nonsense")]
    [InlineData("load\n  run a tag.x='open")]
    [InlineData("find runs")]
    [InlineData("expect a")]
    [InlineData("search runs: metrics.m > 0")]
    [InlineData("search runs\n  sort name\nexpect a")]
    public void Anything_but_a_script_is_refused(string text) => Should.Throw<FormatException>(() => ScriptParser.Parse(text));

    private static async Task<IReadOnlyList<string>> RunAsync(string text)
    {
        await using var store = new EvaluatorStore(new SteppingTimeProvider());
        return await ScriptRunner.RunAsync(store, ScriptParser.Parse(text), TestContext.Current.CancellationToken);
    }
}
