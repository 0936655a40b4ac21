using Leat.Core.Search;

namespace Leat.Core.Tests.Search;

public sealed class RunOrderTests
{
    [Theory]
    [InlineData("metrics.m", true)]
    [InlineData("metrics.m ASC", true)]
    [InlineData("metric.`m` asc", true)]
    [InlineData("metrics.m DESC", false)]
    [InlineData(" metrics.\"m\"   Desc ", false)]
    public void A_term_is_a_field_and_a_direction(string term, bool ascending) =>
        Parse(term).ShouldBe([new OrderTerm(SearchField.Metric("m"), ascending)]);

    [Theory]
    [InlineData("status", "status")]
    [InlineData("attributes.end_time", "end_time")]
    [InlineData("created", "start_time")]
    [InlineData("Created", "start_time")]
    [InlineData("run_name", "run_name")]
    [InlineData("user_id", "user_id")]
    [InlineData("artifact_uri", "artifact_uri")]
    [InlineData("run_id", "run_id")]
    public void Attributes_come_out_under_one_name(string term, string key) =>
        Parse(term).ShouldBe([new OrderTerm(RunSearch.Attributes.Single(attribute => attribute.Key == key), true)]);

    [Fact]
    public void Terms_keep_their_order() =>
        Parse("params.`a b` DESC", "tags.c", "metrics.a.b").ShouldBe(
        [
            new OrderTerm(SearchField.Param("a b"), false),
            new OrderTerm(SearchField.Tag("c"), true),
            new OrderTerm(SearchField.Metric("a.b"), true),
        ]);

    [Theory]
    [InlineData("metrics.m ASC NULLS LAST", 15, "'NULLS'")]
    [InlineData("metrics.m,", 10, "','")]
    [InlineData("metrics.m;", 10, "';'")]
    [InlineData("1", 1, "'1'")]
    [InlineData("metrics.a/b", 11, "'b'")]
    [InlineData("'m' DESC", 1, "'m'")]
    [InlineData("", 1, "the end")]
    public void Anything_but_an_order_term_is_refused(string term, int position, string found) =>
        Message(term).ShouldBe(
            $"Invalid order_by clause '{term}'. Could not be parsed. At position {position}: "
            + $"expected a field and, if wanted, ASC or DESC, found {found}.");

    [Fact]
    public void A_wrong_direction_is_refused() =>
        Message("metrics.m FOO").ShouldBe(
            "Invalid ordering key in order_by clause 'metrics.m FOO'. At position 11: expected ASC or DESC, found 'FOO'.");

    [Fact]
    public void Datasets_cannot_be_ordered_by() =>
        Message("datasets.name").ShouldBe("Invalid order_by entity: dataset. At position 1: found 'datasets.name'.");

    [Theory]
    [InlineData("foo")]
    [InlineData("attributes.experiment_id")]
    public void Unknown_attributes_are_refused(string term) => Message(term).ShouldStartWith("Invalid attribute key '");

    [Fact]
    public void Unknown_entities_are_refused() => Message("foo.bar").ShouldStartWith("Invalid entity type 'foo'. Valid values are [");

    [Fact]
    public void A_field_given_twice_is_refused_under_any_name()
    {
        Message("metrics.m ASC", "metrics.m DESC").ShouldBe(
            "`order_by` contains duplicate fields: ['metrics.m DESC']. Name each field once.");
        Message("start_time", "created DESC").ShouldBe("`order_by` contains duplicate fields: ['created DESC']. Name each field once.");
    }

    [Fact]
    public void An_order_has_at_most_50_fields()
    {
        Parse(Fields(50)).Count.ShouldBe(50);
        Message(Fields(51)).ShouldBe(
            "Invalid value for parameter 'order_by' supplied: it holds 51 fields. At most 50 are allowed.");

        static string[] Fields(int count) => [.. Enumerable.Range(0, count).Select(i => "metrics.m" + i)];
    }

    [Fact]
    public void The_newest_start_and_then_the_id_break_ties() =>
        RunSearch.ParseOrderBy(["metrics.m"]).Total.ShouldBe(
        [
            new OrderTerm(SearchField.Metric("m"), true),
            new OrderTerm(RunSearch.StartTime, false),
            new OrderTerm(RunSearch.RunId, true),
        ]);

    [Fact]
    public void A_tie_break_that_was_given_is_not_repeated() =>
        RunSearch.ParseOrderBy(["start_time ASC", "metrics.run_id"]).Total.ShouldBe(
        [
            new OrderTerm(RunSearch.StartTime, true),
            new OrderTerm(SearchField.Metric("run_id"), true),
            new OrderTerm(RunSearch.RunId, true),
        ]);

    private static IReadOnlyList<OrderTerm> Parse(params string[] orderBy) => RunSearch.ParseOrderBy(orderBy).Terms;

    private static string Message(params string[] orderBy) => Refused.Message(() => RunSearch.ParseOrderBy(orderBy));
}
