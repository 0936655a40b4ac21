using static Leat.Protocol.Tests.Decoding.Decoding;

namespace Leat.Protocol.Tests.Decoding;

public sealed class NumberTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-5", -5)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("1.0", 1)]
    [InlineData("1e5", 100_000)]
    [InlineData("\"123\"", 123)]
    [InlineData("\"-1\"", -1)]
    [InlineData("\"1e+05\"", 100_000)]
    [InlineData("\"2.0\"", 2)]
    public void Integers_come_in_many_forms(string value, long number) =>
        Read<CreateRunRequest>($$"""{"start_time":{{value}}}""").StartTime.ShouldBe(number);

    [Theory]
    [InlineData("1.5", "1.5", "float")]
    [InlineData("true", "true", "bool")]
    [InlineData("9223372036854775808", "9223372036854775808", "int")]
    [InlineData("-9223372036854775809", "-9223372036854775809", "int")]
    [InlineData("-9223372036854776000", "-9223372036854776000", "int")]
    [InlineData("\"-9223372036854775809\"", "\"-9223372036854775809\"", "str")]
    [InlineData("1e19", "1e+19", "float")]
    [InlineData("1e400", "Infinity", "float")]
    [InlineData("NaN", "NaN", "float")]
    [InlineData("\"abc\"", "\"abc\"", "str")]
    [InlineData("\"\"", "\"\"", "str")]
    [InlineData("\"1.5\"", "\"1.5\"", "str")]
    [InlineData("\"1,000\"", "\"1,000\"", "str")]
    [InlineData("[1]", "[1]", "list")]
    [InlineData("{}", "{}", "dict")]
    public void Anything_but_an_integer_is_refused(string value, string shown, string type) =>
        Fault<CreateRunRequest>($$"""{"start_time":{{value}}}""")
            .ShouldBe($"Invalid value {shown} for parameter 'start_time' supplied:  Hint: Value was of type '{type}'.");

    [Theory]
    [InlineData("7", 7)]
    [InlineData("-0.0", 0)]
    [InlineData("1e-300", 1e-300)]
    [InlineData("5e-324", 5e-324)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("-1e400", double.NegativeInfinity)]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    [InlineData("\"7.5\"", 7.5)]
    [InlineData("\"1e+05\"", 1e5)]
    [InlineData("\" 1 \"", 1)]
    [InlineData("\"NaN\"", double.NaN)]
    [InlineData("\"nan\"", double.NaN)]
    [InlineData("\"Infinity\"", double.PositiveInfinity)]
    [InlineData("\"-Infinity\"", double.NegativeInfinity)]
    [InlineData("\"inf\"", double.PositiveInfinity)]
    [InlineData("\"-inf\"", double.NegativeInfinity)]
    [InlineData("\"1e400\"", double.PositiveInfinity)]
    [InlineData("NaN", double.NaN)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    public void Doubles_come_in_many_forms(string value, double number) =>
        Read<LogMetricRequest>(Metric(value)).Value.ShouldBe(number);

    [Theory]
    [InlineData("\"abc\"", "\"abc\"", "str")]
    [InlineData("\"0x10\"", "\"0x10\"", "str")]
    [InlineData("\"∞\"", "\"\\u221e\"", "str")]
    [InlineData("\"--1\"", "\"--1\"", "str")]
    [InlineData("[NaN, -Infinity]", "[NaN,-Infinity]", "list")]
    [InlineData("{\"a\":1}", "{\"a\":1}", "dict")]
    public void Anything_but_a_double_is_refused(string value, string shown, string type) =>
        Fault<LogMetricRequest>(Metric(value))
            .ShouldBe($"Invalid value {shown} for parameter 'value' supplied:  Hint: Value was of type '{type}'.");

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void A_required_number_must_be_there(string value) =>
        Fault<LogMetricRequest>(Metric(value)).ShouldBe("Missing value for required parameter 'value'.");

    [Fact]
    public void A_literal_that_is_no_json_stays_a_number_and_leaves_texts_alone()
    {
        Fault<LogMetricRequest>("""{"run_id":"r","key":NaN,"value":1,"timestamp":1}""")
            .ShouldBe("Invalid value NaN for parameter 'key' supplied:  Hint: Value was of type 'float'.");
        Read<LogMetricRequest>("""{"run_id":"NaN \" Infinity","key":"NaN","value":NaN,"timestamp":1}""")
            .ShouldBe(new LogMetricRequest("NaN \" Infinity", "NaN", double.NaN, 1));
    }

    [Theory]
    [InlineData("50001")]
    [InlineData("2147483648")]
    [InlineData("-2147483649")]
    public void Limits_are_refused_like_wrong_types(string value) =>
        Fault<SearchRunsRequest>($$"""{"max_results":{{value}}}""")
            .ShouldBe($"Invalid value {value} for parameter 'max_results' supplied:  Hint: Value was of type 'int'.");

    private static string Metric(string value) => $$"""{"run_id":"r","key":"k","value":{{value}},"timestamp":1}""";
}
