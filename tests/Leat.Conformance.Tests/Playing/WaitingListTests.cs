namespace Leat.Conformance.Tests.Playing;

public sealed class WaitingListTests
{
    [Fact]
    public void Comments_and_empty_lines_say_nothing()
    {
        WaitingList.Parse(["# why", "", "  runs/a: needs models: all of them  "])
            .ShouldBe([new KeyValuePair<string, string>("runs/a", "needs models: all of them")]);
    }

    [Theory]
    [InlineData("runs/a")]
    [InlineData("runs/a: ")]
    public void Scenario_without_a_reason_is_refused(string line)
    {
        Should.Throw<FormatException>(() => WaitingList.Parse([line]));
    }

    [Fact]
    public void Scenario_named_twice_is_refused()
    {
        Should.Throw<FormatException>(() => WaitingList.Parse(["runs/a: x", "runs/a: y"]));
    }
}
