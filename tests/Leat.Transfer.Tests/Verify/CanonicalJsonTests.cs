using Leat.Transfer.Verify;

namespace Leat.Transfer.Tests.Verify;

/// <summary>JSON that means the same has one spelling, and nothing else has it.</summary>
public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"q": "hi", "n": [1, 2.0]}""", """{"q":"hi","n":[1,2]}""")]
    [InlineData("\"caf\\u00e9\"", "\"café\"")]
    [InlineData("1e-05", "1E-05")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("not JSON", "not JSON")]
    [InlineData("""{"a": NaN}""", """{"a": NaN}""")]
    [InlineData("\"\\ud800\"", "\"\\ud800\"")]
    public void It_is_written_one_way(string json, string canonical) => CanonicalJson.Of(json).ShouldBe(canonical);

    [Theory]
    [InlineData("9223372036854775807", "9223372036854775806")]
    [InlineData("0.1", "0.10000000000000001e1")]
    [InlineData("\"1\"", "1")]
    [InlineData("""{"a":null}""", "{}")]
    public void What_differs_stays_different(string one, string other) => CanonicalJson.Of(one).ShouldNotBe(CanonicalJson.Of(other));
}
