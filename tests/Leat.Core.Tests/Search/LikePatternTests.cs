using System.Diagnostics;
using System.Text;
using CsCheck;
using Leat.Core.Search;

namespace Leat.Core.Tests.Search;

public sealed class LikePatternTests
{
    private static readonly Gen<string> Texts = Pick.From("a", "A", "b", "é", "🚀", "_", "%", ".").Array[0, 8].Select(string.Concat);

    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("a", "a", true)]
    [InlineData("a", "A", false)]
    [InlineData("%", "", true)]
    [InlineData("%%", "anything", true)]
    [InlineData("_", "", false)]
    [InlineData("_", "🚀", true)]
    [InlineData("__", "🚀", false)]
    [InlineData("%_", "🚀", true)]
    [InlineData("%_🚀", "🚀🚀", true)]
    [InlineData("a%", "abc", true)]
    [InlineData("%c", "abc", true)]
    [InlineData("%b%", "abc", true)]
    [InlineData("a%c", "ac", true)]
    [InlineData("a%a", "a", false)]
    [InlineData("ab%ba", "aba", false)]
    [InlineData("%ab%ab", "abab", true)]
    [InlineData("%ab%ab", "abaab", true)]
    [InlineData("%ab_%", "abab", true)]
    [InlineData("a.c", "abc", false)]
    [InlineData("a\\_c", "a_c", false)]
    [InlineData("[ab]", "a", false)]
    public void Like_matches_the_whole_text(string pattern, string text, bool matches) =>
        new LikePattern(pattern).IsMatch(text).ShouldBe(matches);

    [Theory]
    [InlineData("ADAM", "adam", true)]
    [InlineData("aD%", "AdAm", true)]
    [InlineData("%É%", "école é", false)]
    [InlineData("école", "ÉCOLE", false)]
    [InlineData("École", "ÉCOLE", true)]
    [InlineData("k", "\u212A", false)]
    [InlineData("i", "İ", false)]
    [InlineData("[", "{", false)]
    public void ILike_folds_A_to_Z_only(string pattern, string text, bool matches) =>
        new LikePattern(pattern, ignoreCase: true).IsMatch(text).ShouldBe(matches);

    [Fact]
    public void Like_agrees_with_the_plain_definition() =>
        Gen.Select(Texts, Texts).Sample((pattern, text) =>
            new LikePattern(pattern).IsMatch(text) == Plain(Runes(pattern), Runes(text)), iter: 20_000);

    [Fact]
    public void ILike_agrees_with_the_plain_definition() =>
        Gen.Select(Texts, Texts).Sample((pattern, text) =>
            new LikePattern(pattern, ignoreCase: true).IsMatch(text) == Plain(Runes(Lower(pattern)), Runes(Lower(text))), iter: 20_000);

    [Fact]
    public void Hostile_patterns_take_no_time()
    {
        // Plain backtracking would take forever.
        var pattern = new LikePattern(string.Concat(Enumerable.Repeat("%a_", 50)) + "%b");
        var watch = Stopwatch.StartNew();
        pattern.IsMatch(new string('a', 20_000)).ShouldBeFalse();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    /// <summary>LIKE by definition: a percent sign matches nothing, or one character and itself again.</summary>
    private static bool Plain(ReadOnlySpan<Rune> pattern, ReadOnlySpan<Rune> text)
    {
        if (pattern.IsEmpty)
            return text.IsEmpty;
        if (pattern[0].Value == '%')
            return Plain(pattern[1..], text) || (!text.IsEmpty && Plain(pattern, text[1..]));
        return !text.IsEmpty && (pattern[0].Value == '_' || pattern[0] == text[0]) && Plain(pattern[1..], text[1..]);
    }

    private static Rune[] Runes(string text) => [.. text.EnumerateRunes()];

    private static string Lower(string text) => text.Replace('A', 'a');
}
