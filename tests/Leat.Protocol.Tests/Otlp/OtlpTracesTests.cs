using System.Text;
using CsCheck;
using Leat.Core;
using static Leat.Protocol.Tests.ProtobufText;

namespace Leat.Protocol.Tests;

public sealed class OtlpTracesTests
{
    private static readonly byte[] TraceId = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
    private static readonly byte[] SpanId = [0xA1, 2, 3, 4, 5, 6, 7, 8];
    private static readonly byte[] ParentId = [0xB1, 2, 3, 4, 5, 6, 7, 8];

    private static readonly byte[] Whole = SpanOf(
        Bytes(1, TraceId),
        Bytes(2, SpanId),
        Text(3, "state"),
        Bytes(4, ParentId),
        Text(5, "fit é"),
        Varint(6, 3),
        Fixed64(7, 1_700_000_000_000_000_001),
        Fixed64(8, 1_700_000_000_500_000_002),
        Attribute(9, "mlflow.spanType", Text(1, "LLM")),
        Varint(10, 7),
        Bytes(11, Message(Fixed64(1, 5), Text(2, "exception"), Attribute(3, "exception.message", Text(1, "no \"fit\"")))),
        Bytes(13, Message(Bytes(1, TraceId), Bytes(2, ParentId))),
        Bytes(15, Message(Text(2, "it failed"), Varint(3, 2))));

    [Fact]
    public void A_span_is_read_whole()
    {
        var span = Read(Whole).ShouldHaveSingleItem();
        span.TraceId.ShouldBe("tr-0102030405060708090a0b0c0d0e0f10");
        span.SpanId.ShouldBe("a102030405060708");
        span.ParentSpanId.ShouldBe("b102030405060708");
        span.Name.ShouldBe("fit é");
        span.StartUnixNano.ShouldBe(1_700_000_000_000_000_001);
        span.EndUnixNano.ShouldBe(1_700_000_000_500_000_002);
        span.Status.ShouldBe(SpanStatus.Error);
        span.StatusMessage.ShouldBe("it failed");
        span.Attributes.ShouldBe([new("mlflow.spanType", "\"LLM\"")]);
        var happened = span.Events.ShouldHaveSingleItem();
        happened.Name.ShouldBe("exception");
        happened.UnixNano.ShouldBe(5);
        happened.Attributes.ShouldBe([new("exception.message", "\"no \\\"fit\\\"\"")]);
    }

    [Fact]
    public void A_span_may_have_no_more_than_its_ids()
    {
        var span = Read(SpanOf(Bytes(1, TraceId), Bytes(2, SpanId), Bytes(4))).ShouldHaveSingleItem();
        span.ParentSpanId.ShouldBeNull();
        span.EndUnixNano.ShouldBeNull();
        span.Status.ShouldBe(SpanStatus.Unset);
        span.Attributes.ShouldBeEmpty();
    }

    [Fact]
    public void Spans_of_several_resources_and_scopes_come_in_order()
    {
        byte[] Named(string name) => Bytes(2, Message(Bytes(1, TraceId), Bytes(2, SpanId), Text(5, name)));
        var request = Message(
            Bytes(1, Message(Bytes(1, Text(1, "resource")), Bytes(2, Message(Named("a"), Named("b"))), Bytes(2, Named("c")))),
            Bytes(1, Message(Bytes(2, Named("d")), Text(3, "schema"))),
            Text(99, "of later versions"));
        Read(request).Select(span => span.Name).ShouldBe(["a", "b", "c", "d"]);
    }

    [Fact]
    public void Values_of_every_kind_become_json()
    {
        (byte[] Value, string Json)[] cases =
        [
            (Text(1, "a\nb"), "\"a\\nb\""),
            (Varint(2, 1), "true"),
            (Varint(3, unchecked((ulong)-5L)), "-5"),
            (Fixed64(4, BitConverter.DoubleToUInt64Bits(1)), "1.0"),
            (Fixed64(4, BitConverter.DoubleToUInt64Bits(double.NaN)), "NaN"),
            (Fixed64(4, BitConverter.DoubleToUInt64Bits(double.NegativeInfinity)), "-Infinity"),
            (Bytes(5, Message(Bytes(1, Fixed64(4, BitConverter.DoubleToUInt64Bits(double.NaN))))), "[NaN]"),
            (Bytes(5, Message(Bytes(1, Varint(3, 1)), Bytes(1, Text(1, "x")), Bytes(1))), "[1,\"x\",null]"),
            (Bytes(6, Message(Attribute(1, "k", Bytes(6, Attribute(1, "l", Varint(2, 0)))), Attribute(1, "m", []))), "{\"k\":{\"l\":false},\"m\":null}"),
            (Bytes(7, 0xFF, 0), "\"/wA=\""),
            ([], "null"),
        ];
        var span = Read(SpanOf([Bytes(1, TraceId), Bytes(2, SpanId), .. cases.Select((one, i) => Attribute(9, $"a{i}", one.Value))])).Single();
        span.Attributes.Select(attribute => attribute.Value).ShouldBe(cases.Select(one => one.Json));
    }

    [Fact]
    public void Values_that_lie_too_deep_are_refused()
    {
        byte[] value = [];
        for (var i = 0; i < 100; i++)
            value = Bytes(5, Bytes(1, value));
        Should.Throw<InvalidDataException>(() => Read(SpanOf(Bytes(1, TraceId), Bytes(2, SpanId), Attribute(9, "deep", value))))
            .Message.ShouldContain("64 values deep");
    }

    public static TheoryData<byte[], string> Unusable => new()
    {
        { SpanOf(Bytes(2, SpanId)), "trace id" },
        { SpanOf(Bytes(1, TraceId), Bytes(2, new byte[8])), "span id" },
        { SpanOf(Bytes(1, TraceId), Bytes(2, SpanId), Bytes(4, 1, 2)), "parent span id" },
        { SpanOf(Bytes(1, TraceId), Bytes(2, SpanId), Fixed64(7, ulong.MaxValue)), "2262" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void A_span_that_cannot_be_kept_is_refused_with_the_reason_and_the_others_are_kept(byte[] request, string reason)
    {
        var taken = OtlpTraces.Read((byte[])[.. request, .. SpanOf(Bytes(1, TraceId), Bytes(2, SpanId))]);

        taken.Spans.ShouldHaveSingleItem();
        taken.Refused.ShouldBe(1);
        taken.FirstReason!.ShouldContain(reason);
    }

    [Fact]
    public void Many_spans_come_in_pieces_that_are_decoded_when_they_are_wanted()
    {
        byte[] request = [.. Enumerable.Range(1, 60_000).SelectMany(i =>
            SpanOf(Bytes(1, TraceId), Bytes(2, BitConverter.GetBytes((long)i)), Text(5, $"span {i}")))];

        using var taken = OtlpTraces.Read(request);
        var pieces = taken.InPieces().ToList();

        taken.Count.ShouldBe(60_000);
        pieces.Count.ShouldBeGreaterThan(2);
        pieces.ShouldAllBe(piece => piece.Count < 25_000);
        pieces.SelectMany(piece => piece).Select(span => span.Name).ShouldBe(Enumerable.Range(1, 60_000).Select(i => $"span {i}"));
    }

    public static TheoryData<byte[], string> Enormous => new()
    {
        { [.. Enumerable.Repeat(Bytes(9), 100_001).SelectMany(entry => entry)], "more than 100000 attributes and events" },
        { [.. Enumerable.Repeat(Bytes(11), 100_001).SelectMany(entry => entry)], "more than 100000 attributes and events" },
        { Bytes(11, [.. Enumerable.Repeat(Bytes(3), 100_001).SelectMany(entry => entry)]), "more than 100000 attributes and events" },
        { Attribute(9, "list", Bytes(5, [.. Enumerable.Repeat(Bytes(1), 8_000_000).SelectMany(entry => entry)])), "more than 33554432 bytes" },
        { Attribute(9, "text", Bytes(1, [.. Enumerable.Repeat((byte)1, 6_000_000)])), "more than 33554432 bytes" },
    };

    [Theory]
    [MemberData(nameof(Enormous), DisableDiscoveryEnumeration = true)]
    public void A_span_that_would_take_all_the_memory_is_refused_alone(byte[] fields, string reason)
    {
        using var taken = OtlpTraces.Read(
            (byte[])[.. SpanOf(Bytes(1, TraceId), Bytes(2, SpanId), fields), .. SpanOf(Bytes(1, TraceId), Bytes(2, SpanId))]);

        (taken.Count, taken.Refused).ShouldBe((1, 1));
        taken.FirstReason!.ShouldContain(reason);
    }

    [Theory]
    [InlineData("tr-copy", "tr-copy")]
    [InlineData("\"tr-copy\"", "tr-copy")]
    [InlineData("", null)]
    public void An_attribute_names_the_trace_of_a_span(string value, string? expected)
    {
        var request = SpanOf(Bytes(1, TraceId), Bytes(2, SpanId), Attribute(9, TraceKeys.TraceId, Bytes(1, Encoding.UTF8.GetBytes(value))));
        Read(request).Single().TraceId.ShouldBe(expected ?? "tr-" + Convert.ToHexStringLower(TraceId));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var values = new[]
        {
            "\"LLM\"", "\"\"", "true", "false", "null", "0", "-1", "9223372036854775807", "1.5", "1E+30", "[]", "{}", """[1,"a",null,[true]]""",
            """{"b":{"ü":1},"a":[]}""",
        };
        var attributes = values.Select((json, i) => new KeyValuePair<string, string>($"k{i}", json)).ToList();
        Span[] spans =
        [
            .. Read(Whole),
            new("tr-0102030405060708090a0b0c0d0e0f10", "a102030405060709", null, "", 0, null, SpanStatus.Unset, "", attributes, [new SpanEvent("", 0, attributes)]),
        ];

        var read = Read(OtlpTraces.Write(spans));

        read.Select(span => span.TraceId).ShouldBe(spans.Select(span => span.TraceId));
        read.Select(SpanJson.Write).ShouldBe(spans.Select(SpanJson.Write));
    }

    [Fact]
    public void What_is_no_json_is_written_as_a_text()
    {
        var span = Read(Whole).Single() with { Attributes = [new("k", "plain")], Events = [] };
        Read(OtlpTraces.Write([span])).Single().Attributes.ShouldBe([new("k", "\"plain\"")]);
    }

    [Theory]
    [InlineData("tr-1", "a102030405060708")]
    [InlineData("tr-0102030405060708090a0b0c0d0e0f10", "span")]
    public void An_id_without_bytes_is_refused(string traceId, string spanId)
    {
        var span = Read(Whole).Single() with { TraceId = traceId, SpanId = spanId };
        Should.Throw<LeatException>(() => OtlpTraces.Write([span])).Code.ShouldBe(ErrorCode.InvalidParameterValue);
    }

    [Fact]
    public void A_message_cut_short_anywhere_is_refused()
    {
        for (var length = 1; length < Whole.Length; length++)
            Should.Throw<InvalidDataException>(() => Read(Whole[..length]), $"cut to {length} bytes");
    }

    [Fact]
    public void Any_bytes_are_spans_or_refused() => Gen.Byte.Array[0, 200].Sample(AreSpansOrRefused);

    [Fact]
    public void Any_change_to_a_message_leaves_spans_or_is_refused() =>
        Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Byte).Sample(change =>
        {
            var bytes = Whole.ToArray();
            bytes[change.Item1] = change.Item2;
            AreSpansOrRefused(bytes);
        });

    private static void AreSpansOrRefused(byte[] bytes)
    {
        try
        {
            Read(bytes);
        }
        catch (Exception exception) when (exception is InvalidDataException)
        {
            // Rejected.
        }
    }

    private static IReadOnlyList<Span> Read(byte[] bytes) => OtlpTraces.Read(bytes).Spans;

    private static byte[] SpanOf(params byte[][] fields) => Bytes(1, Bytes(2, Bytes(2, Message(fields))));

    private static byte[] Attribute(int field, string key, byte[] value) => Bytes(field, Message(Text(1, key), Bytes(2, value)));
}
