namespace Leat.Conformance.Tests.Json;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("1.0", "1.0")]
    [InlineData("-0.0", "-0.0")]
    [InlineData("-0", "0")]
    [InlineData("1e5", "100000.0")]
    [InlineData("1e15", "1000000000000000.0")]
    [InlineData("123456789012345680.0", "1.2345678901234568e+17")]
    [InlineData("1e16", "1e+16")]
    [InlineData("1e-5", "1e-05")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("1.5e300", "1.5e+300")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("1e999", "Infinity")]
    [InlineData("[NaN,-Infinity]", "[NaN, -Infinity]")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("{\"b\":[1,null,true],\"a\":{}}", "{\"b\": [1, null, true], \"a\": {}}")]
    [InlineData("\"\\u00e4\\n\\u0001\\/\\\"\"", "\"ä\\n\\u0001/\\\"\"")]
    public void Json_is_written_as_the_recorder_sent_it(string given, string written)
    {
        JsonText.Write(JsonParser.Parse(given)).ShouldBe(written);
    }

    [Fact]
    public void Ascii_form_escapes_everything_else()
    {
        JsonText.Write(new JsonString("ä😀\u007f"), ascii: true).ShouldBe("\"\\u00e4\\ud83d\\ude00\\u007f\"");
    }

    [Fact]
    public void Repeated_names_count_once_with_the_last_value()
    {
        JsonText.Write(JsonParser.Parse("{\"a\":1,\"b\":2,\"a\":3}")).ShouldBe("{\"a\": 3, \"b\": 2}");
    }

    [Fact]
    public void Hostile_nesting_is_refused_instead_of_overflowing_the_stack()
    {
        Should.Throw<FormatException>(() => JsonParser.Parse(new string('[', 1_000_000)));
    }
}
