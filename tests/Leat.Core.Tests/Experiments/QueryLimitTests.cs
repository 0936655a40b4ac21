namespace Leat.Core.Tests.Experiments;

public sealed class QueryLimitTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(50_000)]
    public void A_page_has_1_to_50000_entries(long maxResults)
    {
        new ExperimentQuery { MaxResults = maxResults }.MaxResults.ShouldBe(maxResults);
        new RunQuery { ExperimentIds = [], MaxResults = maxResults }.MaxResults.ShouldBe(maxResults);
    }

    [Theory]
    [InlineData(0, "Invalid value 0 for parameter 'max_results' supplied. It must be a positive integer")]
    [InlineData(-1, "Invalid value -1 for parameter 'max_results' supplied. It must be a positive integer")]
    [InlineData(50_001, "Invalid value 50001 for parameter 'max_results' supplied. It must be at most 50000")]
    [InlineData(long.MaxValue, "Invalid value 9223372036854775807 for parameter 'max_results' supplied. It must be at most 50000")]
    public void Other_sizes_are_refused(long maxResults, string message)
    {
        Refused.Message(() => _ = new ExperimentQuery { MaxResults = maxResults }).ShouldBe(message);
        Refused.Message(() => _ = new RunQuery { ExperimentIds = [], MaxResults = maxResults }).ShouldBe(message);
    }
}
