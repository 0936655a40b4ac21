using Leat.Core.Search;

namespace Leat.Core.Tests.Search;

public sealed class FilterTreeTests
{
    [Theory]
    [InlineData("NOT a OR b AND c", "((not a) or (b and c))")]
    [InlineData("a OR b OR c AND d", "(a or b or (c and d))")]
    [InlineData("(a or B) and not (c)", "((a or B) and (not c))")]
    [InlineData("((((a))))", "a")]
    [InlineData("NOT NOT a", "(not (not a))")]
    public void Binds_not_before_and_before_or(string letters, string expected) =>
        Show(Parse(Clauses(letters))).ShouldBe(expected);

    [Fact]
    public void A_list_is_no_group() =>
        Parse("NOT run_id IN ('a', 'b') AND (run_id NOT IN ('c'))").Members.Count.ShouldBe(2);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_filter_has_no_conditions(string? filter) => Parse(filter).Members.ShouldBeEmpty();

    [Theory]
    [InlineData("tags.a = '1' OR", "At position 16")]
    [InlineData("OR tags.a = '1'", "At position 1")]
    [InlineData("tags.a = '1' AND ()", "At position 19")]
    [InlineData("tags.a = '1' AND (tags.b = '2' OR NOT)", "At position 38")]
    [InlineData("(tags.a = '1'", "never closed")]
    [InlineData("tags.a = '1' tags.b = '2'", "expected AND, OR or the end")]
    [InlineData("(tags.a = '1') (tags.b = '2')", "expected AND, OR or the end")]
    [InlineData("NOT", "the end")]
    public void Says_where_a_filter_is_wrong(string filter, string expected) =>
        Should.Throw<LeatException>(() => Parse(filter)).Message.ShouldContain(expected);

    [Theory]
    [InlineData("metrics.loss", "loss", MetricPart.Last)]
    [InlineData("metric.loss.last", "loss", MetricPart.Last)]
    [InlineData("metrics.loss.min", "loss", MetricPart.Min)]
    [InlineData("metrics.a.b.max", "a.b", MetricPart.Max)]
    [InlineData("metrics.min", "min", MetricPart.Last)]
    [InlineData("metrics.loss.minimum", "loss.minimum", MetricPart.Last)]
    [InlineData("metrics.`loss.min`", "loss.min", MetricPart.Last)]
    [InlineData("metrics.\"val/loss\".step", "val/loss", MetricPart.Step)]
    [InlineData("`metrics`.`val/loss`.max", "val/loss", MetricPart.Max)]
    public void A_part_may_follow_the_key_of_a_metric(string field, string key, MetricPart part)
    {
        Parse($"(NOT {field} > 1)").Conditions.ShouldHaveSingleItem().Field.ShouldBe(new NamedField(SearchEntity.Metric, key, part));
        RunSearch.ParseOrderBy([$"{field} DESC"], FilterLanguage.Boolean).Terms
            .ShouldHaveSingleItem().ShouldBe(new OrderTerm(new NamedField(SearchEntity.Metric, key, part), Ascending: false));
    }

    [Theory]
    [InlineData("metrics.`val/loss`.minimum > 1")]
    [InlineData("metrics.`val/loss`.min.x > 1")]
    [InlineData("params.`a`.min > 1")]
    public void Nothing_else_may_follow_a_quoted_key(string filter) => Should.Throw<LeatException>(() => Parse(filter));

    [Fact]
    public void MLflows_language_has_no_parts()
    {
        RunSearch.ParseFilter("metrics.loss.min > 1").Conditions.ShouldHaveSingleItem().Field.ShouldBe(SearchField.Metric("loss.min"));
        RunSearch.ParseOrderBy(["metrics.loss.min"]).Terms.ShouldHaveSingleItem().Field.ShouldBe(SearchField.Metric("loss.min"));
        Should.Throw<LeatException>(() => RunSearch.ParseFilter("metrics.`loss`.min > 1")).Message.ShouldStartWith("Invalid clause");
        Should.Throw<LeatException>(() => RunSearch.ParseOrderBy(["metrics.`loss`.min"])).Message.ShouldStartWith("Invalid order_by clause");
    }

    [Fact]
    public void What_is_there_or_not_stands_among_other_conditions()
    {
        var tree = Parse("NOT tags.a IS NULL AND (params.b is not null OR tags.a = 'x')");
        Show(tree).ShouldBe("((not a) and (b or a))");
        tree.Conditions.ShouldBe([
            new PresenceCondition(SearchField.Tag("a"), Comparator.IsNull),
            new PresenceCondition(SearchField.Param("b"), Comparator.IsNotNull),
            new TextCondition(SearchField.Tag("a"), Comparator.Equal, "x"),
        ]);
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        static string Nested(int depth) => new string('(', depth) + "tags.a = '1'" + new string(')', depth);
        Parse(Nested(SearchLimits.MaxFilterDepth)).ShouldBeOfType<ConditionNode>();
        Should.Throw<LeatException>(() => Parse(Nested(SearchLimits.MaxFilterDepth + 1))).Message.ShouldContain("64 levels");
        Should.Throw<LeatException>(() => Parse(Nested(100_000))).Message.ShouldContain("64 levels");
        Should.Throw<LeatException>(() => Parse(string.Concat(Enumerable.Repeat("NOT ", 65)) + "tags.a = '1'")).Message.ShouldContain("64 levels");
    }

    [Fact]
    public void Conditions_have_a_limit() => Should.Throw<LeatException>(
        () => Parse(string.Join(" OR ", Enumerable.Repeat("tags.a = '1'", SearchLimits.MaxConditions + 1)))).Message.ShouldContain("501 conditions");

    [Fact]
    public void Mlflows_language_has_no_or() =>
        Should.Throw<LeatException>(() => RunSearch.ParseFilter("tags.a = '1' OR tags.b = '2'", FilterLanguage.Mlflow))
            .Message.ShouldEndWith("understood by POST /api/leat/1.0/runs/search, which takes the same fields.");

    private static FilterNode Parse(string? filter) => RunSearch.ParseFilter(filter, FilterLanguage.Boolean).Root;

    /// <summary>Makes each single letter a comparison.</summary>
    private static string Clauses(string letters) =>
        System.Text.RegularExpressions.Regex.Replace(letters, @"\b[a-zA-Z]\b", "tags.$0 = '1'");

    private static string Show(FilterNode node) => node switch
    {
        ConditionNode leaf => leaf.Condition.Field.Key,
        NotNode not => $"(not {Show(not.Node)})",
        AndNode and => $"({string.Join(" and ", and.Nodes.Select(Show))})",
        OrNode or => $"({string.Join(" or ", or.Nodes.Select(Show))})",
        _ => throw new NotSupportedException(),
    };

    [Theory]
    [InlineData("metrics.m >", 11, 0)]
    [InlineData("metrics.m > 1 AND status == 'x'", 25, 2)]
    [InlineData("(metrics.m > 1 OR bogus.x = 'é') AND a", 18, 7)]
    [InlineData("status = 5", 9, 1)]
    [InlineData("tags.a IS NULL OR end_time IS NOT NULL", 27, 11)]
    [InlineData("NOT tags.a IS (params.b)", 14, 10)]
    [InlineData("nope = 'x'", 0, 4)]
    [InlineData("run_id = 'a' AND params.p = 'sgd", 28, 1)]
    public void Errors_tell_their_place(string filter, int position, int length) =>
        Should.Throw<LeatException>(() => RunSearch.ParseFilter(filter, FilterLanguage.Boolean)).Place.ShouldBe(new FaultPlace(position, length));

    [Fact]
    public void An_error_of_an_order_has_no_place_in_the_filter() =>
        Should.Throw<LeatException>(() => RunSearch.ParseOrderBy(["metrics.m UP"])).Place.ShouldBeNull();
}
