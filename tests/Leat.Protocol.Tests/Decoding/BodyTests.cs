using System.Text;
using static Leat.Protocol.Tests.Decoding.Decoding;

namespace Leat.Protocol.Tests.Decoding;

public sealed class BodyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("{'name': 'x'}")]
    [InlineData("{\"name\": \"x\",}")]
    [InlineData("{\"name\": \"x\"} {}")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"not json\"")]
    [InlineData("\"null\"")]
    public void Invalid_json_counts_as_an_empty_object(string body) =>
        Fault<CreateExperimentRequest>(body).ShouldBe("Missing value for required parameter 'name'.");

    [Theory]
    [InlineData("[]", "an array")]
    [InlineData("5", "a number")]
    [InlineData("true", "a truth value")]
    [InlineData("\"[1]\"", "an array")]
    [InlineData("\"\\\"\\\\\\\"x\\\\\\\"\\\"\"", "a string")]
    public void Anything_but_an_object_is_refused(string body, string kind) =>
        Fault<CreateExperimentRequest>(body).ShouldBe($"The request body must be a JSON object, but it is {kind}.");

    [Fact]
    public void A_string_that_holds_json_is_decoded_again() =>
        Read<CreateExperimentRequest>("""  "{\"name\": \"a\\u00fc\"}" """).Name.ShouldBe("aü");

    [Fact]
    public void A_byte_order_mark_is_skipped() =>
        Read<CreateExperimentRequest>("\uFEFF{\"name\":\"x\"}").Name.ShouldBe("x");

    [Fact]
    public void Of_equal_keys_the_last_counts() =>
        Read<CreateExperimentRequest>("""{"name":"a","name":"b"}""").Name.ShouldBe("b");

    [Fact]
    public void Unknown_fields_are_not_looked_at() =>
        Read<CreateExperimentRequest>("""{"x":{"y":[1,"\ud800"]},"name":"a","Name":5}""").Name.ShouldBe("a");

    [Fact]
    public void Null_is_absent()
    {
        Read<CreateExperimentRequest>("""{"name":"a","artifact_location":null,"tags":null}""")
            .ShouldBe(new CreateExperimentRequest("a"));
        Fault<CreateExperimentRequest>("""{"name":null}""").ShouldBe("Missing value for required parameter 'name'.");
    }

    [Fact]
    public void Camel_case_is_taken_except_for_required_fields()
    {
        Read<CreateRunRequest>("""{"experimentId":"7","runName":"n","startTime":5}""")
            .ShouldBe(new CreateRunRequest("7", RunName: "n", StartTime: 5));
        Fault<GetExperimentRequest>("""{"experimentId":"7"}""")
            .ShouldBe("Missing value for required parameter 'experiment_id'.");
    }

    [Theory]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"name":"\udc00x"}""")]
    [InlineData("""{"name":"a","artifact_location":"\ud83d"}""")]
    public void Unpaired_surrogates_are_refused(string body) =>
        Fault<CreateExperimentRequest>(body).ShouldContain("unpaired surrogate");

    [Fact]
    public void Bytes_must_be_utf8() =>
        Fault(() => Read<CreateExperimentRequest>(Encoding.Latin1.GetBytes("{\"name\":\"\u00ff\"}"))).ShouldContain("UTF-8");

    [Fact]
    public void Bodies_are_read_down_to_their_limit_of_depth()
    {
        Read<CreateExperimentRequest>(Nested(WireBody.MaxDepth)).Name.ShouldBe("a");
        Fault<CreateExperimentRequest>(Nested(WireBody.MaxDepth + 1))
            .ShouldBe("The request body is nested deeper than 500 levels.");
    }

    [Fact]
    public void Brackets_inside_strings_do_not_count_as_depth() =>
        Fault<CreateExperimentRequest>("{\"x\":\"" + new string('[', 1_000) + "\\\"{\" broken").ShouldStartWith("Missing value");

    private static string Nested(int depth) =>
        "{\"name\":\"a\",\"x\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}";
}
