using Leat.Core;
using static Leat.Protocol.Tests.Decoding.Decoding;

namespace Leat.Protocol.Tests.Decoding;

public sealed class QueryTests
{
    [Theory]
    [InlineData("?experiment_name=a+b%2Bc%26d%3De%25f+%C3%BC", "a b+c&d=e%f ü")]
    [InlineData("experiment_name=a%20b", "a b")]
    [InlineData("?x&=&&experiment_name=a=b&y=1", "a=b")]
    [InlineData("?experiment_name=1&experiment_name=2", "1")]
    public void Texts_are_unescaped_and_the_first_counts(string query, string name) =>
        ReadQuery<GetExperimentByNameRequest>(query).ExperimentName.ShouldBe(name);

    [Theory]
    [InlineData("?experiment_name=")]
    [InlineData("?experiment_name")]
    [InlineData("?Experiment_name=a")]
    [InlineData("?other=a")]
    public void What_is_empty_or_not_there_is_missing(string query) =>
        Fault(() => ReadQuery<GetExperimentByNameRequest>(query))
            .ShouldBe("Missing value for required parameter 'experiment_name'.");

    [Fact]
    public void A_repeated_name_is_a_list() =>
        ReadQuery<GetMetricHistoryBulkIntervalRequest>("?run_ids=a&metric_key=m&run_ids=b&start_step=-1&end_step=5&max_results=7")
            .ShouldBeSameAs(new GetMetricHistoryBulkIntervalRequest(["a", "b"], "m", -1, 5, 7));

    [Fact]
    public void Numbers_and_enums_come_as_text()
    {
        ReadQuery<SearchExperimentsRequest>("?max_results=2&view_type=ALL&order_by=name&filter=f&page_token=t")
            .ShouldBeSameAs(new SearchExperimentsRequest("ALL", 2, ["name"], "f", "t"));
        Fault(() => ReadQuery<SearchExperimentsRequest>("?max_results=x"))
            .ShouldBe("Invalid value \"x\" for parameter 'max_results' supplied:  Hint: Value was of type 'str'.");
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("FALSE", false)]
    public void Truth_values_come_in_any_case(string text, bool value) =>
        WireFields.FromQuery("?b=" + text).GetBool("b").ShouldBe(value);

    [Fact]
    public void Other_words_are_not_booleans() =>
        Should.Throw<LeatException>(() => WireFields.FromQuery("?b=yes").GetBool("b"))
            .Message.ShouldBe("Invalid boolean value: yes, must be 'true' or 'false'.");

    [Fact]
    public void Nested_messages_cannot_come_in_a_query() =>
        Fault(() => ReadQuery<CreateRunRequest>("?tags=a")).ShouldContain("for parameter 'tags'");

    [Fact]
    public void Most_runs_and_steps_are_counted()
    {
        var runs = string.Join('&', Enumerable.Range(0, 101).Select(i => $"run_ids=r{i}"));
        Fault(() => ReadQuery<GetMetricHistoryBulkIntervalRequest>(runs)).ShouldBe(
            "GetMetricHistoryBulkInterval request must specify at most 100 run_ids. Received 101 run_ids.");
        Fault(() => ReadQuery<GetMetricHistoryBulkIntervalRequest>("run_ids=x&metric_key=m&max_results=2501"))
            .ShouldBe("max_results must be between 1 and 2500.");
    }
}
