using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Leat.Core.Search;

namespace Leat.Core.Tests.Runs;

public sealed class RunPageTokenTests
{
    private static readonly RunQuery Query = new()
    {
        ExperimentIds = ["1", "2"],
        Filter = RunSearch.ParseFilter("metrics.m > 1"),
        OrderBy = RunSearch.ParseOrderBy(["metrics.m DESC", "params.p", "end_time"]),
    };

    private static readonly Run Last = RunOf(new RunData([new Metric("m", 1.5, 0, 0)], [new Param("p", "é\"")], []));

    [Fact]
    public void A_token_tells_the_place_of_the_last_run()
    {
        var (offset, after) = RunPageToken.Read(Query with { PageToken = RunPageToken.After(Query, 7, Last) });

        offset.ShouldBe(7);
        var terms = Query.OrderBy.Total;
        terms.Select(term => after!.ShouldNotBeNull()[term]).ShouldBe(
            [OrderValue.Of(1.5), OrderValue.Of("é\""), OrderValue.Missing, OrderValue.Of(5L), OrderValue.Of("run")]);
    }

    [Fact]
    public void NaN_and_missing_metrics_have_a_place()
    {
        var query = Query with { OrderBy = RunSearch.ParseOrderBy(["metrics.m", "metrics.n"]) };
        var run = RunOf(new RunData([new Metric("m", double.NaN, 0, 0)], [], []));

        var (_, after) = RunPageToken.Read(query with { PageToken = RunPageToken.After(query, 1, run) });

        query.OrderBy.Terms.Select(term => after!.ShouldNotBeNull()[term]).ShouldBe([OrderValue.NotANumber, OrderValue.Missing]);
    }

    [Fact]
    public void MLflow_reads_its_own_part_of_a_token() => PageToken.ToOffset(RunPageToken.After(Query, 7, Last)).ShouldBe(7);

    [Fact]
    public void MLflows_token_has_no_place() =>
        RunPageToken.Read(Query with { PageToken = PageToken.FromOffset(3) }).ShouldBe((3, null));

    [Fact]
    public void The_size_of_pages_may_change()
    {
        var token = RunPageToken.After(Query, 7, Last);

        RunPageToken.Read(Query with { PageToken = token, MaxResults = 3 }).Cursor.ShouldNotBeNull();
    }

    [Fact]
    public void A_token_of_another_query_has_no_place()
    {
        var token = RunPageToken.After(Query, 7, Last);
        RunQuery[] others =
        [
            Query with { ExperimentIds = ["12"] },
            Query with { Filter = RunSearch.ParseFilter(null) },
            Query with { OrderBy = RunSearch.ParseOrderBy([.. Query.OrderBy.Text.Reverse()]) },
            Query with { View = ViewType.All },
            Query with { Filter = RunSearch.ParseFilter(Query.Filter.Text, FilterLanguage.Boolean) },
        ];

        foreach (var other in others)
            RunPageToken.Read(other with { PageToken = token }).ShouldBe((7, null));
    }

    [Fact]
    public void Long_texts_stay_out_of_tokens()
    {
        var run = RunOf(new RunData([], [new Param("p", new string('x', 5_000))], []));

        RunPageToken.After(Query, 7, run).ShouldBe(PageToken.FromOffset(7));
    }

    [Theory]
    [InlineData("""[]""")]
    [InlineData("""7""")]
    [InlineData("""[1.5, "p", null, 5]""")]
    [InlineData("""["1.5", "p", null, 5, "run"]""")]
    [InlineData("""[1e999, "p", null, 5.5, "run"]""")]
    [InlineData("""[1.5, 7, null, 5, "run"]""")]
    [InlineData("""[1.5, "a\u0000b", null, 5, "run"]""")]
    [InlineData("""[1.5, "\ud800", null, 5, "run"]""")]
    public void Values_that_do_not_fit_the_order_give_no_position(string after) =>
        RunPageToken.Read(Query with { PageToken = TokenWith(after) }).ShouldBe((7, null));

    [Fact]
    public void Arbitrary_values_give_a_position_or_none() =>
        Pick.From("1.5", "\"x\"", "null", "5", "\"NaN\"", "{}", "[1]", "true", "-1e400", "99999999999999999999").Array[5]
            .Sample(values => RunPageToken.Read(Query with { PageToken = TokenWith($"[{string.Join(',', values)}]") }).Offset == 7, iter: 2_000);

    private static string TokenWith(string after)
    {
        var token = JsonNode.Parse(Convert.FromBase64String(RunPageToken.After(Query, 7, Last)))!.AsObject();
        return Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"offset": 7, "query": "{{token["query"]}}", "after": {{after}}}"""));
    }

    private static Run RunOf(RunData data) => new(
        new RunInfo("run", "1", "name", "ann", RunStatus.Running, 5, null, "uri", LifecycleStage.Active), data, new RunInputs([]));
}
