using CsCheck;

namespace Leat.Core.Tests.Validation;

public sealed class KeyTests
{
    private const string BadCharacters =
        "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).";

    [Theory]
    [InlineData("a")]
    [InlineData("val/loss")]
    [InlineData("a b/c.d-e_f:g")]
    [InlineData("ключ")]
    [InlineData("größe")]
    [InlineData("日本")]
    [InlineData("x²")]
    [InlineData(".hidden")]
    [InlineData("a/.b/..c")]
    [InlineData("a..b")]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData("𝒳")]
    public void Letters_digits_and_some_signs_make_a_key(string key) => TextRules.CheckKey("key", key);

    [Theory]
    [InlineData("x#y")]
    [InlineData("a=b")]
    [InlineData("a@b")]
    [InlineData("[0]")]
    [InlineData("bad key!")]
    [InlineData("100%")]
    [InlineData("🚀")]
    [InlineData("e\u0301")]
    public void Other_characters_are_refused(string key) => Message(key).ShouldEndWith(" supplied: " + BadCharacters);

    [Theory]
    [InlineData("x#y", "\"x#y\"")]
    [InlineData("a\n", "\"a\\n\"")]
    [InlineData("a\"b\\", "\"a\\\"b\\\\\"")]
    [InlineData("é*", "\"\\u00e9*\"")]
    public void The_message_shows_the_key_as_JSON(string key, string shown) =>
        Message(key).ShouldBe($"Invalid value {shown} for parameter 'params[3].key' supplied: {BadCharacters}");

    [Theory]
    [InlineData("../x", "../x")]
    [InlineData("..", "..")]
    [InlineData("..x", "..x")]
    [InlineData("/x", "/x")]
    [InlineData("//x", "//x")]
    [InlineData("///x", "/x")]
    [InlineData("a//b", "a/b")]
    [InlineData("a/./b", "a/b")]
    [InlineData("a/../b", "b")]
    [InlineData("a/b/../..", ".")]
    [InlineData("a/", "a")]
    [InlineData("./a", "a")]
    [InlineData("a/../../b", "../b")]
    [InlineData("/..", "/")]
    [InlineData(".", ".")]
    [InlineData("", ".")]
    public void Keys_that_mean_another_path_are_refused(string key, string path) =>
        Message(key).ShouldBe(
            $"Invalid value \"{key}\" for parameter 'params[3].key' supplied: Names may be treated as files in certain cases, "
            + $"and must not resolve to other names when treated as such. This name would resolve to '{path}'");

    [Fact]
    public void Any_text_is_a_key_or_refused() => Gen.String.Sample(key =>
    {
        try
        {
            TextRules.CheckKey("key", key);
        }
        catch (LeatException error)
        {
            error.Code.ShouldBe(ErrorCode.InvalidParameterValue);
        }
    });

    [Fact]
    public void A_key_that_passed_is_its_own_normal_form() =>
        Pick.From("a", "b", ".", "..", "/", "//").Array[0, 7].Select(string.Concat).Sample(key =>
        {
            try
            {
                TextRules.CheckKey("key", key);
            }
            catch (LeatException)
            {
                return;
            }

            Path.GetFullPath("/root/" + key).ShouldBe("/root/" + key);
        }, iter: 5_000);

    private static string Message(string key) => Refused.Message(() => TextRules.CheckKey("params[3].key", key));
}
