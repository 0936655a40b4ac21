using System.Text;
using CsCheck;

namespace Leat.Core.Tests.Values;

public sealed class PageTokenTests
{
    [Fact]
    public void A_token_looks_as_MLflows() => PageToken.FromOffset(2).ShouldBe("eyJvZmZzZXQiOiAyfQ==");

    [Fact]
    public void A_token_gives_its_offset_back() =>
        Gen.Long[1, long.MaxValue].Sample(offset => PageToken.ToOffset(PageToken.FromOffset(offset)) == offset);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void No_token_is_offset_0(string? token) => PageToken.ToOffset(token).ShouldBe(0);

    [Theory]
    [InlineData("""{"offset":7}""")]
    [InlineData("""{"offset": "7", "more": [1]}""")]
    [InlineData(""" { "offset" : 7 } """)]
    public void Other_spellings_are_read_too(string json) => PageToken.ToOffset(Encoded(json)).ShouldBe(7);

    [Fact]
    public void Characters_outside_the_alphabet_are_passed_over() =>
        PageToken.ToOffset("eyJv-ZmZzZXQi\nOiAyfQ==").ShouldBe(2);

    [Theory]
    [InlineData("abc")]
    [InlineData("=")]
    public void Invalid_base64_is_refused(string token) =>
        Message(token).ShouldBe("Invalid page token, could not base64-decode");

    [Theory]
    [InlineData("!!", "b''")]
    [InlineData("nonsense", @"b'\x9e\x89\xecz{\x1e'")]
    public void Invalid_JSON_is_refused(string token, string decoded) =>
        Message(token).ShouldBe("Invalid page token, decoded value=" + decoded);

    [Theory]
    [InlineData("""{"offset": 0}""")]
    [InlineData("""{"offset": -5}""")]
    [InlineData("""{"offset": 2.5}""")]
    [InlineData("""{"offset": null}""")]
    [InlineData("""{"offset": [1]}""")]
    [InlineData("""{"offset": 99999999999999999999}""")]
    [InlineData("""{"Offset": 3}""")]
    [InlineData("[3]")]
    [InlineData("3")]
    public void JSON_without_an_offset_is_refused(string json) =>
        Message(Encoded(json)).ShouldBe("Invalid page token, parsed value=" + json);

    [Fact]
    public void An_offset_must_be_a_number() =>
        Message(Encoded("""{"offset": "abc"}""")).ShouldBe("Invalid page token, not stringable abc");

    [Fact]
    public void An_offset_that_is_not_Unicode_is_refused() =>
        Message(Encoded("""{"offset": "\ud800"}""")).ShouldStartWith("Invalid page token, decoded value=b'");

    [Fact]
    public void Any_bytes_are_a_token_or_refused() => Gen.Byte.Array[0, 40].Sample(bytes => ReadsOrRefuses(Convert.ToBase64String(bytes)));

    [Fact]
    public void Any_JSON_is_a_token_or_refused() =>
        Pick.From("{", "}", "\"offset\"", ":", "1", "\"1\"", "\"\\ud800\"", "\"\uFFFD\"", "[", "]", ",", "null", "1e9", "-").Array[0, 8]
            .Sample(parts => ReadsOrRefuses(Encoded(string.Concat(parts))), iter: 5_000);

    private static void ReadsOrRefuses(string token)
    {
        try
        {
            PageToken.ToOffset(token).ShouldBeGreaterThanOrEqualTo(0);
        }
        catch (LeatException error)
        {
            error.Code.ShouldBe(ErrorCode.InvalidParameterValue);
        }
    }

    private static string Encoded(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));

    private static string Message(string token) => Refused.Message(() => PageToken.ToOffset(token));
}
