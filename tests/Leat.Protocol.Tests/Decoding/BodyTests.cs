using System.Text;
using static Leat.Protocol.Tests.Decoding.Decoding;

namespace Leat.Protocol.Tests.Decoding;

public sealed class BodyTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("\uFEFF")]
    [InlineData("null")]
    [InlineData("\"null\"")]
    public void An_empty_body_counts_as_an_empty_object(string body) =>
        Fault<CreateExperimentRequest>(body).ShouldBe("Missing value for required parameter 'name'.");

    [Theory]
    [InlineData("{", "line 1, byte 2.")]
    [InlineData("not json", "line 1, byte 2.")]
    [InlineData("{'name': 'x'}", "line 1, byte 2.")]
    [InlineData("{\"name\": \"x\",}", "line 1, byte 14.")]
    [InlineData("{\"name\": \"x\"} {}", "line 1, byte 15.")]
    [InlineData("{\"name\":\n \"x\"", "line 2, byte 5.")]
    [InlineData("{\"name\": undefined}", "line 1, byte 10.")]
    [InlineData("{\"name\": \"x\" // name\n}", "line 1, byte 14.")]
    [InlineData("{\"name\": NaN,}", "line 1, byte 10.")]
    [InlineData("name=x", "line 1, byte 2.")]
    [InlineData("\"\"", "line 1, byte 1.")]
    [InlineData("\"not json\"", "line 1, byte 2.")]
    public void What_is_not_json_is_refused_with_its_place(string body, string place) =>
        Fault<CreateExperimentRequest>(body).ShouldBe("The request body is not JSON: " + place);

    [Theory]
    [InlineData("name")]
    [InlineData("unknown")]
    public void Bytes_that_are_not_utf8_are_refused_wherever_they_are(string field)
    {
        byte[] body = [.. Encoding.UTF8.GetBytes($$"""{"name":"ü","{{field}}":" """), 0xfc, .. "\"}"u8];

        Fault(() => Read<CreateExperimentRequest>(body)).ShouldBe($"The request body is not JSON: byte {body.Length - 2} is not UTF-8.");
    }

    [Fact]
    public void A_search_without_fields_that_must_be_there_is_not_one_of_everything() =>
        Fault<SearchRegisteredModelsRequest>("""{"filter": "name = 'a'",}""").ShouldStartWith("The request body is not JSON");

    [Theory]
    [InlineData(new byte[] { 0x1f, 0x8b, 8, 0, 0 }, "gzip")]
    [InlineData(new byte[] { 0x78, 0x9c, 1 }, "zlib")]
    [InlineData(new byte[] { 0x28, 0xb5, 0x2f, 0xfd, 0 }, "Zstandard")]
    [InlineData(new byte[] { 0xff, 0xfe, (byte)'{', 0 }, "UTF-16 or UTF-32")]
    [InlineData(new byte[] { 0, (byte)'{', 0, (byte)'}' }, "UTF-16 or UTF-32")]
    [InlineData(new byte[] { (byte)'{', 0, (byte)'}', 0 }, "UTF-16 or UTF-32")]
    public void What_was_sent_in_another_form_is_named(byte[] body, string form) => Fault(() => Read<CreateExperimentRequest>(body))
        .ShouldBe($"The request body is not JSON: it looks like {form}. Send it unpacked and in UTF-8.");

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
        Fault<CreateExperimentRequest>("{\"x\":\"" + new string('[', 1_000) + "\\\"{\" broken").ShouldStartWith("The request body is not JSON: line 1");

    private static string Nested(int depth) =>
        "{\"name\":\"a\",\"x\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}";
}
