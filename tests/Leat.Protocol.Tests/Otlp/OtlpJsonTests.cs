using System.Text;
using CsCheck;
using Leat.Core;

namespace Leat.Protocol.Tests.Otlp;

public sealed class OtlpJsonTests
{
    private const string Ids = "\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"spanId\":\"EEE19B7EC3C1B174\"";

    [Fact]
    public void A_span_is_read_whole()
    {
        var span = Read(Ids + """
            ,"parentSpanId":"EEE19B7EC3C1B173","name":"look up","kind":1,
            "startTimeUnixNano":"1544712660000000000","endTimeUnixNano":1544712661000000000,
            "status":{"code":2,"message":"not there"},
            "attributes":[{"key":"text","value":{"stringValue":"ä"}},{"key":"int","value":{"intValue":"9007199254740993"}},
              {"key":"share","value":{"doubleValue":0.5}},{"key":"yes","value":{"boolValue":true}},{"key":"none","value":{}},
              {"key":"list","value":{"arrayValue":{"values":[{"stringValue":"a"},{"intValue":1}]}}},
              {"key":"map","value":{"kvlistValue":{"values":[{"key":"k","value":{"stringValue":"v"}}]}}}],
            "events":[{"timeUnixNano":"5","name":"missed","attributes":[{"key":"n","value":{"intValue":3}}]}]
            """).Spans.Single();

        (span.TraceId, span.SpanId, span.ParentSpanId).ShouldBe(("tr-5b8efff798038103d269b633813fc60c", "eee19b7ec3c1b174", "eee19b7ec3c1b173"));
        (span.Name, span.StartUnixNano, span.EndUnixNano).ShouldBe(("look up", 1544712660000000000, 1544712661000000000));
        (span.Status, span.StatusMessage).ShouldBe((SpanStatus.Error, "not there"));
        span.Attributes.ShouldBe(
        [
            new("text", "\"ä\""), new("int", "9007199254740993"), new("share", "0.5"), new("yes", "true"), new("none", "null"),
            new("list", """["a",1]"""), new("map", """{"k":"v"}"""),
        ]);
        var missed = span.Events.ShouldHaveSingleItem();
        (missed.Name, missed.UnixNano).ShouldBe(("missed", 5));
        missed.Attributes.ShouldBe([new("n", "3")]);
    }

    [Fact]
    public void Names_of_the_protocol_buffer_are_understood_too()
    {
        var request = """{"resource_spans":[{"scope_spans":[{"spans":[{"trace_id":"5b8efff798038103d269b633813fc60c","span_id":"eee19b7ec3c1b174","name":"a"}]}]}]}""";
        OtlpJson.Read(Encoding.UTF8.GetBytes(request)).Spans.Single().Name.ShouldBe("a");
    }

    [Theory]
    [InlineData("\"name\":\"a\"", "trace id")]
    [InlineData("\"traceId\":\"zz\"", "hex")]
    [InlineData(Ids + ",\"startTimeUnixNano\":\"soon\"", "'soon' is not a 64-bit integer")]
    [InlineData(Ids + ",\"name\":7", "")]
    [InlineData(Ids + ",\"attributes\":[{\"key\":\"k\",\"value\":{\"colour\":1}}]", "'colour'")]
    public void A_span_that_cannot_be_kept_is_refused_alone(string span, string reason)
    {
        var taken = Read(span + "},{" + Ids);

        taken.Spans.ShouldHaveSingleItem();
        taken.Refused.ShouldBe(1);
        taken.FirstReason!.ShouldContain(reason, Case.Insensitive);
    }

    [Fact]
    public void Any_text_is_spans_or_refused()
    {
        var whole = Request(Ids + ",\"name\":\"a\",\"attributes\":[{\"key\":\"k\",\"value\":{\"intValue\":\"1\"}}]");
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Sample((place, value) =>
        {
            var changed = whole.ToArray();
            changed[place] = value;
            try
            {
                OtlpJson.Read(changed);
            }
            catch (InvalidDataException)
            {
                // Refused.
            }
        });
    }

    private static OtlpSpans Read(string span) => OtlpJson.Read(Request(span));

    private static byte[] Request(string span) =>
        Encoding.UTF8.GetBytes("""{"resourceSpans":[{"resource":{},"scopeSpans":[{"scope":{},"spans":[{""" + span + "}]}]}]}");
}
