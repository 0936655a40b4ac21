using System.Globalization;
using CsCheck;

namespace Leat.Core.Tests.Validation;

public sealed class TextRulesTests
{
    private static readonly Gen<string> Texts = Pick.From("a", "é", "本", "🚀", "\U0010FFFF").Array[0, 10].Select(string.Concat);

    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("日本", 2)]
    [InlineData("🚀🚀", 2)]
    public void Lengths_count_code_points(string text, int length) => TextRules.CodePointLength(text).ShouldBe(length);

    [Fact]
    public void Truncation_keeps_whole_code_points() => Gen.Select(Texts, Gen.Int[0, 12]).Sample((text, limit) =>
    {
        var cut = TextRules.Truncate(text, limit);
        cut.ShouldBe(string.Concat(text.EnumerateRunes().Take(limit).Select(rune => rune.ToString())));
    });

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("🚀🚀🚀", 3)]
    public void A_text_may_be_as_long_as_its_limit(string text, int limit) => TextRules.CheckLength("name", text, limit);

    [Theory]
    [InlineData("abcd", 3)]
    [InlineData("🚀🚀🚀🚀", 3)]
    public void A_longer_text_is_refused(string text, int limit) =>
        Refused.Message(() => TextRules.CheckLength("Metric name", text, limit))
            .ShouldBe("'Metric name' exceeds the maximum length of 3 characters");

    [Theory]
    [InlineData("")]
    [InlineData("tab\tand\nnewline")]
    [InlineData("🚀👩‍🔬")]
    [InlineData("\uFFFF")]
    public void Most_text_can_be_stored(string text) => TextRules.CheckStorable("value", text);

    [Theory]
    [InlineData('\0')]
    [InlineData('\uD83D')]
    [InlineData('\uDE80')]
    public void Nul_and_lone_surrogates_cannot_be_stored(char c)
    {
        var code = ((int)c).ToString("X4", CultureInfo.InvariantCulture);
        foreach (var (text, position) in new[] { ($"{c}", 0), ($"a{c}", 1), ($"🚀{c}b", 2), ($"a{c}{c}", 1) })
        {
            Refused.Message(() => TextRules.CheckStorable("value", text)).ShouldBe(
                $"Invalid value for parameter 'value' supplied: it holds U+{code} at position {position}. "
                + "Remove NUL characters and unpaired surrogates; they cannot be stored.");
        }
    }
}
