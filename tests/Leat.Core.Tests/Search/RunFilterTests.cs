using Leat.Core.Search;

namespace Leat.Core.Tests.Search;

public sealed class RunFilterTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AND")]
    [InlineData("and AND And")]
    public void A_filter_without_clauses_has_no_conditions(string? filter) => RunSearch.ParseFilter(filter).Conditions.ShouldBeEmpty();

    [Theory]
    [InlineData("metric.m > 1")]
    [InlineData("metrics.m > 1")]
    [InlineData("metrics.`m` > 1")]
    [InlineData("metrics.\"m\" > 1")]
    [InlineData("metrics.'m' > 1")]
    [InlineData("`metrics`.m > 1")]
    [InlineData("metrics.m>1")]
    [InlineData("  metrics.m   >\t1.0 ")]
    [InlineData("metrics.m\n>\n10e-1")]
    [InlineData("AND metrics.m > 1")]
    [InlineData("metrics.m > 1 AND")]
    public void A_metric_may_be_written_in_many_ways(string filter) =>
        RunSearch.ParseFilter(filter).Conditions.ShouldBe([new NumberCondition(SearchField.Metric("m"), Comparator.Greater, 1)]);

    [Theory]
    [InlineData("=", Comparator.Equal)]
    [InlineData("!=", Comparator.NotEqual)]
    [InlineData(">", Comparator.Greater)]
    [InlineData(">=", Comparator.GreaterOrEqual)]
    [InlineData("<", Comparator.Less)]
    [InlineData("<=", Comparator.LessOrEqual)]
    public void Numbers_have_six_comparators(string text, Comparator comparator)
    {
        RunSearch.ParseFilter($"metrics.m{text}-5").Conditions.ShouldBe([new NumberCondition(SearchField.Metric("m"), comparator, -5)]);
        RunSearch.ParseFilter($"end_time {text} 7").Conditions.ShouldBe([new NumberCondition(RunSearch.EndTime, comparator, 7)]);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-6", -6)]
    [InlineData("1e-1", 0.1)]
    [InlineData("1E+2", 100)]
    [InlineData(".5", 0.5)]
    [InlineData("-.5", -0.5)]
    [InlineData("-5.25e3", -5250)]
    [InlineData("1.7976931348623157e308", double.MaxValue)]
    [InlineData("1e999", double.MaxValue)]
    [InlineData("-1e999", -double.MaxValue)]
    public void A_number_may_have_sign_fraction_and_exponent(string text, double value) =>
        RunSearch.ParseFilter("metrics.m = " + text).Conditions.ShouldBe([new NumberCondition(SearchField.Metric("m"), Comparator.Equal, value)]);

    [Theory]
    [InlineData("=", Comparator.Equal)]
    [InlineData("!=", Comparator.NotEqual)]
    [InlineData("LIKE", Comparator.Like)]
    [InlineData("like", Comparator.Like)]
    [InlineData("ILIKE", Comparator.ILike)]
    [InlineData("iLike", Comparator.ILike)]
    public void Texts_have_four_comparators_in_any_case(string text, Comparator comparator)
    {
        RunSearch.ParseFilter($"params.p {text} 'x'").Conditions.ShouldBe([new TextCondition(SearchField.Param("p"), comparator, "x")]);
        RunSearch.ParseFilter($"tags.t {text} 'x'").Conditions.ShouldBe([new TextCondition(SearchField.Tag("t"), comparator, "x")]);
        RunSearch.ParseFilter($"user_id {text} 'x'").Conditions.ShouldBe([new TextCondition(RunSearch.UserId, comparator, "x")]);
        RunSearch.ParseFilter($"dataset.name {text} 'x'").Conditions.ShouldBe([new TextCondition(RunSearch.DatasetName, comparator, "x")]);
    }

    [Theory]
    [InlineData("parameter")]
    [InlineData("parameters")]
    [InlineData("param")]
    [InlineData("params")]
    public void Params_have_four_prefixes(string prefix) =>
        RunSearch.ParseFilter(prefix + ".a = 'x'").Conditions.ShouldBe([new TextCondition(SearchField.Param("a"), Comparator.Equal, "x")]);

    [Theory]
    [InlineData("status", "status")]
    [InlineData("attribute.status", "status")]
    [InlineData("attributes.status", "status")]
    [InlineData("attr.status", "status")]
    [InlineData("run.status", "status")]
    [InlineData("attributes.`status`", "status")]
    [InlineData("run_id", "run_id")]
    [InlineData("artifact_uri", "artifact_uri")]
    [InlineData("run_name", "run_name")]
    [InlineData("attributes.`run name`", "run_name")]
    [InlineData("`Run name`", "run_name")]
    [InlineData("\"Run Name\"", "run_name")]
    public void Attributes_come_out_under_one_name(string field, string key) =>
        RunSearch.ParseFilter(field + " = 'x'").Conditions.ShouldBe([new TextCondition(RunSearch.Attributes.Single(attribute => attribute.Key == key), Comparator.Equal, "x")]);

    [Theory]
    [InlineData("created")]
    [InlineData("attributes.Created")]
    [InlineData("start_time")]
    public void Created_is_the_start_time(string field) =>
        RunSearch.ParseFilter(field + " < 1.5").Conditions.ShouldBe([new NumberCondition(RunSearch.StartTime, Comparator.Less, 1.5)]);

    [Theory]
    [InlineData("metrics.a.b", "a.b")]
    [InlineData("metrics.`a.b`", "a.b")]
    [InlineData("metrics.1st", "1st")]
    [InlineData("metrics.1.5", "1.5")]
    [InlineData("metrics.größe", "größe")]
    [InlineData("metrics.日本", "日本")]
    [InlineData("metrics.select", "select")]
    [InlineData("metrics.and", "and")]
    [InlineData("metrics.`val/loss`", "val/loss")]
    [InlineData("metrics.\"a b\"", "a b")]
    [InlineData("metrics.`say \"hi\"`", "say \"hi\"")]
    [InlineData("metrics.\"tick`tock\"", "tick`tock")]
    [InlineData("metrics.`m:n`", "m:n")]
    public void Keys_may_hold_dots_and_scripts_and_with_quotes_anything(string field, string key) =>
        RunSearch.ParseFilter(field + " = 1").Conditions.ShouldBe([new NumberCondition(SearchField.Metric(key), Comparator.Equal, 1)]);

    [Theory]
    [InlineData("'sgd'", "sgd")]
    [InlineData("\"sgd\"", "sgd")]
    [InlineData("''", "")]
    [InlineData("\"\"", "")]
    [InlineData("\"it's\"", "it's")]
    [InlineData("'say \"hi\"'", "say \"hi\"")]
    [InlineData("'q''uote'", "q''uote")]
    [InlineData("'back\\slash'", "back\\slash")]
    [InlineData("'end\\'", "end\\")]
    [InlineData("' lead'", " lead")]
    [InlineData("'日本 🚀'", "日本 🚀")]
    [InlineData("'a AND b = c'", "a AND b = c")]
    [InlineData("';'", ";")]
    public void One_pair_of_quotes_is_stripped_and_nothing_unescaped(string literal, string value) =>
        RunSearch.ParseFilter("params.p = " + literal).Conditions.ShouldBe([new TextCondition(SearchField.Param("p"), Comparator.Equal, value)]);

    [Theory]
    [InlineData("run_id IN ('a', \"B\",'c')", Comparator.In)]
    [InlineData("run_id in('a','B','c',)", Comparator.In)]
    [InlineData("attributes.run_id NOT IN ('a','B','c')", Comparator.NotIn)]
    [InlineData("run_id not  In\t( 'a' , 'B' , 'c' )", Comparator.NotIn)]
    public void Lists_keep_every_entry_as_it_was_written(string filter, Comparator comparator)
    {
        var condition = RunSearch.ParseFilter(filter).Conditions.ShouldHaveSingleItem().ShouldBeOfType<ListCondition>();
        condition.Field.Key.ShouldBe("run_id");
        condition.Comparator.ShouldBe(comparator);
        condition.Values.ShouldBe(["a", "B", "c"]);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("digest")]
    [InlineData("context")]
    public void Datasets_have_three_fields_and_take_lists(string field)
    {
        var condition = RunSearch.ParseFilter($"datasets.{field} IN ('a')").Conditions.ShouldHaveSingleItem().ShouldBeOfType<ListCondition>();
        condition.Entity.ShouldBe(SearchEntity.Dataset);
        condition.Field.Key.ShouldBe(field);
        condition.Values.ShouldBe(["a"]);
    }

    [Fact]
    public void A_parenthesis_in_a_quoted_entry_does_not_end_the_list() =>
        RunSearch.ParseFilter("run_id IN ('a)', '(b')").Conditions.ShouldHaveSingleItem()
            .ShouldBeOfType<ListCondition>().Values.ShouldBe(["a)", "(b"]);

    [Fact]
    public void Clauses_keep_their_order() =>
        RunSearch.ParseFilter("metrics.m>0 and params.p='1'AND AND tags.t != 'x' And status LIKE '%ED' and").Conditions.ShouldBe(
        [
            new NumberCondition(SearchField.Metric("m"), Comparator.Greater, 0),
            new TextCondition(SearchField.Param("p"), Comparator.Equal, "1"),
            new TextCondition(SearchField.Tag("t"), Comparator.NotEqual, "x"),
            new TextCondition(RunSearch.Status, Comparator.Like, "%ED"),
        ]);
}
