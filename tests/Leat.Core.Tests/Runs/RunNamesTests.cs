namespace Leat.Core.Tests.Runs;

public sealed class RunNamesTests
{
    [Fact]
    public void A_name_is_an_adjective_a_noun_and_a_number()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var name = RunNames.Random(random);
            name.ShouldMatch("^[a-z]+-[a-z]+-(1000|[1-9][0-9]{0,2}|0)$");
            name.Length.ShouldBeLessThanOrEqualTo(20);
        }
    }

    [Fact]
    public void Names_rarely_repeat() =>
        Enumerable.Range(0, 1_000).Select(_ => RunNames.Random()).Distinct().Count().ShouldBeGreaterThan(990);
}
