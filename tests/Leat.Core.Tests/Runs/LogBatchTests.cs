using CsCheck;

namespace Leat.Core.Tests.Runs;

public sealed class LogBatchTests
{
    private const string RunId = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void An_empty_batch_is_valid()
    {
        var batch = LogBatch.Create(RunId);
        batch.RunId.ShouldBe(RunId);
        batch.Metrics.ShouldBeEmpty();
        batch.Params.ShouldBeEmpty();
        batch.Tags.ShouldBeEmpty();
        batch.IsSingle.ShouldBeFalse();
    }

    [Fact]
    public void Points_keep_their_order_and_become_canonical()
    {
        var batch = LogBatch.Create(RunId, [Point("b", double.PositiveInfinity), Point("val/loss", double.NegativeInfinity), Point("a", double.NaN)]);
        batch.Metrics.Select(metric => metric.Key).ShouldBe(["b", "val/loss", "a"]);
        batch.Metrics.Select(metric => metric.Value).ShouldBe([double.MaxValue, -double.MaxValue, double.NaN]);
    }

    [Theory]
    [InlineData("m")]
    [InlineData("val/loss")]
    public void Negative_zero_becomes_zero_on_the_quick_way_and_the_slow(string key)
    {
        double.IsNegative(LogBatch.Create(RunId, [Point(key, -0.0)]).Metrics[0].Value).ShouldBeFalse();
        double.IsNegative(LogBatch.ForMetric(RunId, Point(key, -0.0)).Metrics[0].Value).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1001, 0, 0, "1000 metrics. Got 1001 metrics. Please split up metrics across")]
    [InlineData(0, 101, 0, "100 params. Got 101 params. Please split up params across")]
    [InlineData(0, 0, 101, "100 tags. Got 101 tags. Please split up tags across")]
    [InlineData(1000, 1, 0, "1000 metrics, params, and tags. Got 1001 metrics, params, and tags. Please split up metrics, params, and tags across")]
    public void A_batch_has_limits(int metrics, int parameters, int tags, string rest) =>
        Refused.Message(() => Create(metrics, parameters, tags)).ShouldBe(
            $"A batch logging request can contain at most {rest} multiple requests and try again.");

    [Theory]
    [InlineData(1000, 0, 0)]
    [InlineData(800, 100, 100)]
    public void A_batch_may_be_as_large_as_its_limits(int metrics, int parameters, int tags) =>
        Create(metrics, parameters, tags).Metrics.Count.ShouldBe(metrics);

    [Fact]
    public void Messages_name_the_place_of_the_bad_entry()
    {
        Message(metrics: [Point("a"), Point("../m")]).ShouldContain("for parameter 'metrics[1].name' supplied");
        Message(parameters: [new Param("../p", "1")]).ShouldContain("for parameter 'params[0].key' supplied");
        Message(tags: [new Tag("a", "1"), new Tag("b", "1"), new Tag("t*", "1")]).ShouldContain("for parameter 'tags[2].key' supplied");
        Message(metrics: [Point("a") with { TimestampMs = -5 }]).ShouldBe(
            "Invalid value -5 for parameter 'metrics[0].timestamp' supplied: metric 'a' (value=1.0). "
            + "Timestamp must be a nonnegative long (64-bit integer) ");
    }

    [Fact]
    public void Single_calls_name_the_field()
    {
        Refused.Message(() => LogBatch.ForMetric(RunId, Point("../x"))).ShouldContain("for parameter 'name' supplied");
        Refused.Message(() => LogBatch.ForMetric(RunId, Point("a") with { TimestampMs = -1 })).ShouldContain("for parameter 'timestamp' supplied");
        Refused.Message(() => LogBatch.ForParam(RunId, new Param("../x", ""))).ShouldContain("for parameter 'key' supplied");
        Refused.Message(() => LogBatch.ForTag(RunId, new Tag("../x", ""))).ShouldContain("for parameter 'key' supplied");
    }

    [Fact]
    public void Keys_have_at_most_250_characters()
    {
        var longest = string.Concat(Enumerable.Repeat("𝒳", 250));
        var batch = LogBatch.Create(RunId, [Point(longest)], [new Param(longest, "")], [new Tag(longest, "")]);
        batch.Metrics[0].Key.ShouldBe(longest);

        var tooLong = new string('k', 251);
        Message(metrics: [Point(tooLong)]).ShouldBe("'Metric name' exceeds the maximum length of 250 characters");
        Message(parameters: [new Param(tooLong, "")]).ShouldBe("'Param key' exceeds the maximum length of 250 characters");
        Message(tags: [new Tag(tooLong, "")]).ShouldBe("'tags[0].key' exceeds the maximum length of 250 characters");
        Refused.Message(() => LogBatch.ForTag(RunId, new Tag(tooLong, ""))).ShouldBe("'key' exceeds the maximum length of 250 characters");
    }

    [Fact]
    public void Long_values_are_cut()
    {
        var batch = LogBatch.Create(
            RunId, parameters: [new Param("p", new string('v', 6_001))], tags: [new Tag("t", new string('v', 8_001))]);
        batch.Params[0].Value.ShouldBe(new string('v', 6_000));
        batch.Tags[0].Value.ShouldBe(new string('v', 8_000));
        LogBatch.ForParam(RunId, new Param("p", new string('v', 6_000))).Params[0].Value.Length.ShouldBe(6_000);
        LogBatch.ForTag(RunId, new Tag("t", string.Concat(Enumerable.Repeat("🚀", 8_001)))).Tags[0].Value.Length.ShouldBe(16_000);
    }

    [Theory]
    [InlineData("1", "2")]
    [InlineData("1", "1")]
    public void A_param_given_twice_is_refused(string first, string second) =>
        Message(parameters: [new Param("a", first), new Param("b", "x"), new Param("a", second)]).ShouldBe(
            "Duplicate parameter keys have been submitted: ['a']. "
            + "Please ensure the request contains only one param value per param key.");

    [Fact]
    public void Of_a_tag_given_twice_the_last_counts() =>
        LogBatch.Create(RunId, tags: [new Tag("t", "1"), new Tag("u", "x"), new Tag("t", "2")]).Tags
            .ShouldBe([new Tag("t", "2"), new Tag("u", "x")]);

    [Theory]
    [InlineData("d", null)]
    [InlineData(null, "g")]
    public void A_dataset_is_named_with_its_digest_or_not_at_all(string? name, string? digest) =>
        Message(metrics: [Point("m") with { Link = new MetricLink("m-1", name, digest) }])
            .ShouldBe("Both dataset_name and dataset_digest must be provided if one is provided");

    [Fact]
    public void A_batch_needs_a_run_id_but_a_single_call_leaves_that_to_the_store()
    {
        Refused.Message(() => LogBatch.Create("../x")).ShouldContain("'run_id'");
        LogBatch.ForMetric("../x", Point("m")).RunId.ShouldBe("../x");
    }

    [Fact]
    public void What_cannot_be_stored_is_refused()
    {
        Message(parameters: [new Param("p", "a\0")]).ShouldContain("'params[0].value'");
        Message(tags: [new Tag("t", "\ud800")]).ShouldContain("'tags[0].value'");
        Message(metrics: [Point("m\ud800")]).ShouldContain("'metrics[0].name'");
    }

    [Fact]
    public void The_quick_check_of_points_decides_as_the_full_one() => Gen.Select(
        Pick.From("a", "Z", "0", "_", ".", "-", " ", ":", "/", "é", "!", "\n").Array[0, 4].Select(string.Concat),
        Pick.From(0L, -1L, 5L)).Sample((key, timestamp) =>
    {
        var metric = Point(key) with { TimestampMs = timestamp };
        Outcome(() => LogBatch.Create(RunId, [metric])).ShouldBe(
            Outcome(() => LogBatch.ForMetric(RunId, metric))?.Replace("parameter 'name'", "parameter 'metrics[0].name'")
                .Replace("parameter 'timestamp'", "parameter 'metrics[0].timestamp'"));
    }, iter: 5_000);

    private static string? Outcome(Func<LogBatch> create)
    {
        try
        {
            create();
            return null;
        }
        catch (LeatException error)
        {
            return error.Message;
        }
    }

    private static Metric Point(string key, double value = 1) => new(key, value, TimestampMs: 1, Step: 0);

    private static LogBatch Create(int metrics, int parameters, int tags) => LogBatch.Create(
        RunId,
        [.. Enumerable.Range(0, metrics).Select(i => Point("m") with { Step = i })],
        [.. Enumerable.Range(0, parameters).Select(i => new Param("p" + i, "v"))],
        [.. Enumerable.Range(0, tags).Select(i => new Tag("t" + i, "v"))]);

    private static string Message(Metric[]? metrics = null, Param[]? parameters = null, Tag[]? tags = null) =>
        Refused.Message(() => LogBatch.Create(RunId, metrics, parameters, tags));
}
