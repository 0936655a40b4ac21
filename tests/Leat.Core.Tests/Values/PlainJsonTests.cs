using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leat.Core.Tests.Values;

public sealed class PlainJsonTests
{
    [Theory]
    [InlineData("it's <b>&amp;</b> + `x`")]
    [InlineData("naïve 日本 🚀 \u2028\u2029 \ue000 \u007f")]
    public void Text_stays_as_it_is(string text) => Write(text).ShouldBe($"\"{text}\"");

    [Theory]
    [InlineData("\"", "\\\"")]
    [InlineData("\\", "\\\\")]
    [InlineData("a\n\r\t\b\fz", "a\\n\\r\\t\\b\\fz")]
    [InlineData("\0\u001f", "\\u0000\\u001f")]
    public void What_JSON_needs_is_escaped(string text, string escaped) => Write(text).ShouldBe($"\"{escaped}\"");

    [Fact]
    public void A_long_text_is_written_like_a_short_one_in_the_memory_that_it_takes()
    {
        var text = string.Concat(Enumerable.Repeat("a\"\\\u0001ü😀", 300_000)) + "\ud83d" + new string('z', 20_000);
        var output = new WatchedBuffer();
        using var writer = new Utf8JsonWriter(output, PlainJson.WriterOptions);

        PlainJson.TryWriteText(writer, text).ShouldBeTrue();
        writer.Flush();

        Encoding.UTF8.GetString(output.Written).ShouldBe(Write(text));
        output.MostAskedFor.ShouldBeLessThan(128 * 1024);
    }

    [Fact]
    public void A_text_that_gets_longer_than_it_may_is_given_up()
    {
        using var writer = new Utf8JsonWriter(new ArrayBufferWriter<byte>(), PlainJson.WriterOptions);

        PlainJson.TryWriteText(writer, new string('\u0001', 100_000), mostBytes: 200_000).ShouldBeFalse();
    }

    [Fact]
    public void Every_character_survives()
    {
        var all = new StringBuilder();
        for (var code = 0; code <= 0x10ffff; code = code == 0xd7ff ? 0xe000 : code + 1)
            all.Append(char.ConvertFromUtf32(code));

        JsonNode.Parse(Write(all.ToString()))!.GetValue<string>().ShouldBe(all.ToString());
        JsonEncodedText.Encode(all.ToString(), PlainJson.Encoder).ToString().ShouldBe(Write(all.ToString())[1..^1]);
    }

    [Theory]
    [InlineData("\ud800")]
    [InlineData("a\udc00b")]
    [InlineData("🚀\ud83d")]
    public void Half_a_surrogate_pair_becomes_a_sign_for_it(string text) =>
        JsonNode.Parse(Write(text))!.GetValue<string>().ShouldContain("\ufffd");

    [Fact]
    public void Nodes_are_written_so_too()
    {
        PlainJson.Of(new JsonObject { ["ü"] = "'" }).ShouldBe("""{"ü":"'"}""");
        PlainJson.Of(null).ShouldBe("null");
    }

    private static string Write(string text)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, PlainJson.WriterOptions))
            writer.WriteStringValue(text);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Notes how much room a writer asks for at once.</summary>
    private sealed class WatchedBuffer : IBufferWriter<byte>
    {
        private readonly ArrayBufferWriter<byte> _inner = new();

        public ReadOnlySpan<byte> Written => _inner.WrittenSpan;

        public int MostAskedFor { get; private set; }

        public void Advance(int count) => _inner.Advance(count);

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            MostAskedFor = Math.Max(MostAskedFor, sizeHint);
            return _inner.GetMemory(sizeHint);
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
