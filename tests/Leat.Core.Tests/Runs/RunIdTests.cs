namespace Leat.Core.Tests.Runs;

public sealed class RunIdTests
{
    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("A")]
    [InlineData("my-run_1")]
    [InlineData("aß")]
    public void Letters_digits_dashes_and_underscores_make_an_id(string id) => RunRules.CheckRunId(id);

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("x!", "\"x!\"")]
    [InlineData("-x", "\"-x\"")]
    [InlineData("_x", "\"_x\"")]
    [InlineData("ßa", "\"\\u00dfa\"")]
    [InlineData("../x", "\"../x\"")]
    [InlineData("a\n", "\"a\\n\"")]
    public void Other_texts_are_refused(string id, string shown) =>
        Refused.Message(() => RunRules.CheckRunId(id)).ShouldBe($"Invalid value {shown} for parameter 'run_id' supplied.");

    [Fact]
    public void An_id_has_at_most_256_characters()
    {
        RunRules.CheckRunId(new string('a', 256));
        Refused.Message(() => RunRules.CheckRunId(new string('a', 257))).ShouldContain("'run_id'");
    }
}
