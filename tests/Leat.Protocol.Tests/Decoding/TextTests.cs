using static Leat.Protocol.Tests.Decoding.Decoding;

namespace Leat.Protocol.Tests.Decoding;

public sealed class TextTests
{
    [Theory]
    [InlineData("5", "5", "int")]
    [InlineData("1.50", "1.5", "float")]
    [InlineData("1e22", "1e+22", "float")]
    [InlineData("true", "true", "bool")]
    [InlineData("""[ "a", null ]""", """["a",null]""", "list")]
    [InlineData("""{"b": 1, "a": {}}""", """{"a":{},"b":1}""", "dict")]
    public void A_text_must_be_a_text(string value, string shown, string type) =>
        Fault<CreateExperimentRequest>($$"""{"name":{{value}}}""")
            .ShouldBe($"Invalid value {shown} for parameter 'name' supplied:  Hint: Value was of type '{type}'.");

    [Fact]
    public void A_wrong_value_comes_back_in_ascii_and_cut_when_long()
    {
        Fault<CreateExperimentRequest>("""{"name":["ü\n\"\\\u0007\ud83d\ude00"]}""")
            .ShouldContain(@"Invalid value [""\u00fc\n\""\\\u0007\ud83d\ude00""] for");
        Fault<CreateExperimentRequest>("{\"name\":[\"" + new string('x', 100_000) + "\"]}").Length.ShouldBeLessThan(1_200);
    }

    [Theory]
    [InlineData("7", "7")]
    [InlineData("\"7\"", "7")]
    [InlineData("-0", "-0")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    public void An_experiment_id_may_be_an_integer(string value, string id)
    {
        Read<GetExperimentRequest>($$"""{"experiment_id":{{value}}}""").ExperimentId.ShouldBe(id);
        Read<SearchRunsRequest>($$"""{"experiment_ids":[{{value}},"x"]}""").ExperimentIds.ShouldBe([id, "x"]);
    }

    [Theory]
    [InlineData("7.5")]
    [InlineData("true")]
    [InlineData("[7]")]
    public void An_experiment_id_may_be_no_other_number(string value) =>
        Fault<GetExperimentRequest>($$"""{"experiment_id":{{value}}}""").ShouldContain("for parameter 'experiment_id'");

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"run_id":null}""")]
    [InlineData("""{"run_id":""}""")]
    [InlineData("""{"run_id":"","run_uuid":null}""")]
    [InlineData("""{"run_uuid":""}""")]
    public void A_required_text_must_hold_something(string body) =>
        Fault<SetTagRequest>(body).ShouldBe("Missing value for required parameter 'run_id'.");

    [Fact]
    public void Run_uuid_stands_in_for_run_id()
    {
        Read<SetTagRequest>("""{"run_uuid":"r","key":"k"}""").ShouldBe(new SetTagRequest("r", "k", null));
        Read<GetRunRequest>("""{"run_uuid":"other","run_id":"r"}""").RunId.ShouldBe("r");
        Read<UpdateRunRequest>("""{"run_uuid":"r"}""").RunId.ShouldBe("r");
        Read<LogParameterRequest>("""{"run_uuid":"r","key":"k"}""").RunId.ShouldBe("r");
        Read<GetMetricHistoryRequest>("""{"run_uuid":"r","metric_key":"k"}""").RunId.ShouldBe("r");
        Fault<DeleteTagRequest>("""{"run_uuid":"r","key":"k"}""").ShouldContain("'run_id'");
    }

    [Theory]
    [InlineData("\"metrics.m\"", "str", "\"metrics.m\"")]
    [InlineData("[5]", "list", "[5]")]
    [InlineData("{}", "dict", "{}")]
    public void A_list_of_texts_is_named_as_a_whole(string value, string type, string shown) =>
        Fault<SearchRunsRequest>($$"""{"order_by":{{value}}}""")
            .ShouldBe($"Invalid value {shown} for parameter 'order_by' supplied:  Hint: Value was of type '{type}'.");
}
