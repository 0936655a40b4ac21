using Leat.Core.Search;

namespace Leat.Core.Tests.Search;

/// <summary>The exact messages: MLflow's beginning, then the position, what was found and what was expected.</summary>
public sealed class RunFilterErrorTests
{
    private const string Tree = " OR, NOT and parentheses are understood by POST /api/leat/1.0/runs/search, which takes the same fields.";
    private const string NumberSet = "{'=', '!=', '>', '>=', '<', '<='}";
    private const string TextSet = "{'=', '!=', 'LIKE', 'ILIKE'}";
    private const string AttributeSet =
        "{'Created', 'Run Name', 'Run name', 'artifact_uri', 'created', 'end_time', 'run name', 'run_id', 'run_name', "
        + "'start_time', 'status', 'user_id'}";

    [Theory]
    [InlineData("metrics.m > 1 OR metrics.m < 0", "'OR'. At position 15: expected AND or the end of the filter, found 'OR'." + Tree)]
    [InlineData("metrics.m > 1 AND metrics.m", "'metrics.m'. At position 28: expected a comparator, found the end.")]
    [InlineData("metrics.m >", "'metrics.m', '>'. At position 12: expected a value after '>', found the end.")]
    [InlineData("metrics.m > AND metrics.n > 1", "'metrics.m', '>'. At position 13: expected a value after '>', found 'AND'.")]
    [InlineData("(metrics.m > 1)", "'(metrics.m > 1)'. At position 1: expected a field such as metrics.loss or params.lr, found '(metrics.m > 1)'." + Tree)]
    [InlineData("metrics.m > 1 AND (status = 'FAILED' OR status = 'KILLED')", "'(status = 'FAILED' OR status = 'KILLED')'. At position 19: expected a field such as metrics.loss or params.lr, found '(status = 'FAILED' OR status = 'KILLED')'." + Tree)]
    [InlineData("> 1", "'>'. At position 1: expected a field such as metrics.loss or params.lr, found '>'.")]
    [InlineData("metrics.m > 1;", "';'. At position 14: expected AND or the end of the filter, found ';'.")]
    [InlineData("metrics.m > +1", "'metrics.m', '>'. At position 13: expected a value after '>', found '+'.")]
    [InlineData("params.opt = 'sgd", "'params.opt', '='. At position 14: expected a value after '=', found a quote ' that is never closed.")]
    [InlineData("run_id IN ('a'", "'run_id', 'IN'. At position 11: expected a value after 'IN', found a parenthesis that is never closed.")]
    [InlineData("run_id IN 'a'", "'run_id', 'IN'. At position 11: expected a list such as ('a', 'b') after 'IN', found 'a'.")]
    [InlineData("metrics.m = 1 metrics.acc = 2", "'metrics.acc'. At position 15: expected AND or the end of the filter, found 'metrics.acc'.")]
    [InlineData("tags.a IS 'x'", "'tags.a', 'IS'. At position 11: expected NULL or NOT NULL after 'IS', found 'x'.")]
    [InlineData("tags.a is", "'tags.a', 'is'. At position 10: expected NULL or NOT NULL after 'is', found the end.")]
    [InlineData("tags.a IS NOT LIKE 'x'", "'tags.a', 'IS', 'NOT'. At position 15: expected NULL after 'IS NOT', found 'LIKE'.")]
    [InlineData("tags.a IS NULL 'x'", "''x''. At position 16: expected AND or the end of the filter, found 'x'.")]
    [InlineData("metrics.m > 1 -- all", "'-'. At position 15: expected AND or the end of the filter, found '-'.")]
    [InlineData("metrics.m > 1.5.2", "'.2'. At position 16: expected AND or the end of the filter, found '.2'.")]
    public void Anything_but_a_comparison_is_an_invalid_clause(string filter, string rest) =>
        Message(filter).ShouldBe("Invalid clause(s) in filter string: " + rest);

    [Theory]
    [InlineData("metrics.a/b = 2", "'metrics.a'", 10, "'/'")]
    [InlineData("params.a-b='x'", "'params.a'", 9, "'-'")]
    [InlineData("metrics.with space > 0", "'metrics.with'", 14, "'space'")]
    [InlineData("tags. = 'x'", "'tags'", 5, "'.'")]
    [InlineData("tags.a.`b` = 'x'", "'tags.a'", 7, "'.'")]
    [InlineData("metrics.m BETWEEN 1 AND 2", "'metrics.m'", 11, "'BETWEEN'")]
    [InlineData("SELECT * FROM runs", "'SELECT'", 8, "'*'")]
    public void A_missing_comparator_hints_at_quotes(string filter, string clause, int position, string found) =>
        Message(filter).ShouldBe(
            $"Invalid clause(s) in filter string: {clause}. At position {position}: expected a comparator "
            + $"(keys with other characters need backticks: metrics.`val/loss`), found {found}.");

    [Fact]
    public void Not_hints_at_the_call_that_takes_it() =>
        Message("NOT metrics.m > 1").ShouldBe(
            "Invalid clause(s) in filter string: 'NOT'. At position 5: expected a comparator "
            + "(keys with other characters need backticks: metrics.`val/loss`), found 'metrics.m'." + Tree);

    [Fact]
    public void Two_statements_are_refused() =>
        Message("metrics.m > 1; metrics.m < 2").ShouldBe(
            "Search filter contained multiple expression 'metrics.m > 1; metrics.m < 2'. Provide AND-ed expression list. "
            + "At position 14: expected AND, found ';'.");

    [Theory]
    [InlineData("1 = metrics.m", "1", 1)]
    [InlineData("'a' = run_name", "'a'", 1)]
    [InlineData("('a') = run_name", "('a')", 1)]
    [InlineData("metrics.m > 1 > 2", "metrics.m > 1", 15)]
    public void A_value_on_the_left_is_refused(string filter, string found, int position) =>
        Message(filter).ShouldBe(
            $"Invalid comparison clause. Expected 'Identifier' found '{found}'. At position {position}: "
            + "each comparison is a field, a comparator and a value, joined to the next by AND.");

    [Theory]
    [InlineData("foo.bar = 'x'", "foo", 1)]
    [InlineData("metrics.m > 1 AND Metrics.m > 1", "Metrics", 19)]
    [InlineData("\"metrics\".m > 1", "\"metrics\"", 1)]
    public void An_unknown_entity_is_refused(string filter, string entity, int position) =>
        Message(filter).ShouldBe(
            $"Invalid entity type '{entity}'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']. "
            + $"At position {position}: choose one of these, or quote a key that holds dots with backticks.");

    [Theory]
    [InlineData("foo = 'x'", "foo")]
    [InlineData("attributes.foo = 'x'", "foo")]
    [InlineData("tags = 'x'", "tags")]
    [InlineData("experiment_id = '1'", "experiment_id")]
    [InlineData("lifecycle_stage = 'active'", "lifecycle_stage")]
    [InlineData("timestamp > 1", "timestamp")]
    [InlineData("`metrics.m` > 1", "metrics.m")]
    public void An_unknown_attribute_is_refused(string filter, string key) =>
        Message(filter).ShouldStartWith(
            $"Invalid attribute key '{key}' specified. Valid keys are '{AttributeSet}'. At position 1: found ");

    [Fact]
    public void An_unknown_dataset_field_is_refused() =>
        Message("datasets.foo = 'x'").ShouldStartWith("Invalid dataset key 'foo' specified. Valid keys are '{");

    [Theory]
    [InlineData("metrics.m > 'a'", "metric. Found 'a'", 13)]
    [InlineData("metrics.m = '0.1'", "metric. Found '0.1'", 13)]
    [InlineData("metrics.m LIKE '0%'", "metric. Found '0%'", 16)]
    [InlineData("metrics.m > x", "metric. Found x", 13)]
    [InlineData("metrics.m > 0x10", "metric. Found 0x10", 13)]
    [InlineData("metrics.m > NaN", "metric. Found NaN", 13)]
    [InlineData("metrics.m IN (1, 2)", "metric. Found (1, 2)", 14)]
    [InlineData("start_time > '2023'", "numeric attribute: start_time. Found '2023'", 14)]
    [InlineData("created > \"x\"", "numeric attribute: created. Found \"x\"", 11)]
    [InlineData("end_time = x", "numeric attribute: end_time. Found x", 12)]
    [InlineData("start_time IN (1700000001000)", "numeric attribute: start_time. Found (1700000001000)", 15)]
    public void Numbers_are_compared_with_bare_numbers(string filter, string rest, int position) =>
        Message(filter).ShouldStartWith($"Expected numeric value type for {rest}. At position {position}: found ");

    [Theory]
    [InlineData("params.p = 2", "parameter (e.g. 'my-value'). Got value 2", 12)]
    [InlineData("params.p IN ('x')", "parameter (e.g. 'my-value'). Got value ('x')", 13)]
    [InlineData("tags.t = 5", "tag (e.g. 'my-value'). Got value 5", 10)]
    [InlineData("tags.t IN ('x')", "tag (e.g. 'my-value'). Got value ('x')", 11)]
    [InlineData("status = 1", "attributes. Got value 1", 10)]
    [InlineData("datasets.name = 1", "dataset attributes. Got value 1", 17)]
    public void Texts_are_compared_with_quoted_texts(string filter, string rest, int position) =>
        Message(filter).ShouldStartWith($"Expected a quoted string value for {rest}. At position {position}: found ");

    [Theory]
    [InlineData("params.opt = sgd", "sgd")]
    [InlineData("params.opt = `sgd`", "`sgd`")]
    [InlineData("tags.t = x.y", "x.y")]
    [InlineData("status = FINISHED", "FINISHED")]
    public void A_bare_word_is_no_text(string filter, string value) =>
        Message(filter).ShouldStartWith(
            "Parameter value is either not quoted or unidentified quote types used for string value "
            + $"{value}. Use either single or double quotes. At position ");

    [Theory]
    [InlineData("metrics.m == 1", "==", NumberSet)]
    [InlineData("metrics.m <> 1", "<>", NumberSet)]
    [InlineData("metrics.m !> 1", "!>", NumberSet)]
    [InlineData("metrics.m LIKE 1", "LIKE", NumberSet)]
    [InlineData("tags.t > 'x'", ">", TextSet)]
    [InlineData("params.p <= 'x'", "<=", TextSet)]
    [InlineData("params.p NOT LIKE 'x'", "NOT LIKE", TextSet)]
    [InlineData("params.p RLIKE 'x'", "RLIKE", TextSet)]
    [InlineData("metrics.m IS NULL", "IS NULL", NumberSet)]
    [InlineData("end_time is  not null", "IS NOT NULL", NumberSet)]
    [InlineData("run_name IS NULL", "IS NULL", TextSet)]
    [InlineData("datasets.name IS NOT NULL", "IS NOT NULL", TextSet)]
    [InlineData("run_id = ('a')", "=", "{'IN', 'NOT IN'}")]
    public void A_comparator_must_fit_the_field(string filter, string comparator, string valid) =>
        Message(filter).ShouldStartWith($"Invalid comparator '{comparator}' not one of '{valid}'. At position ");

    [Theory]
    [InlineData("status IN ('FINISHED')")]
    [InlineData("run_name NOT IN ('a')")]
    public void Lists_are_for_run_ids_and_datasets(string filter) =>
        Message(filter).ShouldStartWith("Only the 'run_id' attribute supports comparison with a list of quoted string values. At position ");

    [Theory]
    [InlineData("run_id IN ()", "a non-empty list of string values, but got empty list. At position 11: ")]
    [InlineData("run_id IN (1)", "string value, punctuation, or whitespace, but got different type in list: (1). At position 12: ")]
    [InlineData("run_id IN ('a', b)", "string value, punctuation, or whitespace, but got different type in list: ('a', b). At position 17: ")]
    [InlineData("run_id IN ('a', ('b'))", "string value, punctuation, or whitespace, but got different type in list: ('a', ('b')). At position 17: ")]
    [InlineData("run_id IN ('a' 'b')", "a non-empty list of string values, but got ill-formed list. At position 16: ")]
    [InlineData("run_id IN ('a',,'b')", "a non-empty list of string values, but got ill-formed list. At position 16: ")]
    [InlineData("run_id IN (,)", "a non-empty list of string values, but got ill-formed list. At position 12: ")]
    public void A_list_holds_quoted_texts(string filter, string rest) =>
        Message(filter).ShouldStartWith("While parsing a list in the query, expected " + rest);

    [Theory]
    [InlineData('\0')]
    [InlineData('\uD83D')]
    [InlineData('\uDE80')]
    public void Text_that_cannot_be_stored_is_refused(char c) =>
        Message($"params.p = 'a{c}b'").ShouldStartWith("Invalid value for parameter 'filter' supplied: ");

    [Fact]
    public void A_filter_has_at_most_500_conditions()
    {
        RunSearch.ParseFilter(Repeat(500)).Conditions.Count.ShouldBe(500);
        Message(Repeat(501)).ShouldBe(
            "Invalid value for parameter 'filter' supplied: it holds 501 conditions. At most 500 are allowed.");

        static string Repeat(int count) => string.Join(" AND ", Enumerable.Repeat("metrics.m > 0", count));
    }

    [Fact]
    public void Messages_about_endless_filters_stay_short()
    {
        var filler = new string('x', 1_000_000);
        Message($"{filler} = 1").Length.ShouldBeLessThan(1_000);
        Message($"metrics.m > 1; {filler}").Length.ShouldBeLessThan(1_000);
        Message($"metrics.m > '{filler}'").Length.ShouldBeLessThan(1_000);
        Message($"metrics.m {new string('=', 1_000_000)} 1").Length.ShouldBeLessThan(1_000);
        Message($"run_id IN ({filler})").Length.ShouldBeLessThan(1_000);
        Message(new string('(', 1_000_000)).Length.ShouldBeLessThan(1_000);
    }

    private static string Message(string filter) => Refused.Message(() => RunSearch.ParseFilter(filter));
}
