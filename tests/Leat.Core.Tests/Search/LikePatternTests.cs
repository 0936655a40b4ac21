using System.Globalization;
using System.Text;
using CsCheck;
using Leat.Core.Search;

namespace Leat.Core.Tests.Search;

public sealed class LikePatternTests
{
    private static readonly Gen<string> Texts = Pick.From("a", "A", "b", "é", "🚀", "_", "%", ".").Array[0, 8].Select(string.Concat);

    /// <summary>Of few characters, so that much of them repeats.</summary>
    private static readonly Gen<string> LongTexts = Pick.From("a", "a", "a", "b", "🚀").Array[40, 200].Select(string.Concat);

    /// <summary>Which characters of a piece become <c>_</c>.</summary>
    private static readonly Gen<bool[]> Holes = Gen.OneOf(Gen.Const<bool[]>([false]), Gen.Bool.Array[5, 9]);

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
    public void Long_pieces_agree_with_the_plain_definition() =>
        Gen.Select(LongTexts, Gen.Int[0, 60], Gen.Int[33, 90], Holes).Sample((text, start, length, holes) =>
        {
            var sought = Runes(text).Skip(start).Take(length).Select((rune, i) => holes[i % holes.Length] ? new Rune('_') : rune).ToArray();
            var piece = string.Concat(sought.Select(rune => rune.ToString()));
            return new LikePattern($"%{piece}%").IsMatch(text) == IsSomewhere(sought, Runes(text))
                && new LikePattern($"%b{piece}%").IsMatch(text) == IsSomewhere([new Rune('b'), .. sought], Runes(text))
                && new LikePattern($"%{piece}a%").IsMatch(text) == IsSomewhere([.. sought, new Rune('a')], Runes(text));
        }, iter: 2_000);

    /// <summary>Compared at each place of each text, these would take minutes together.</summary>
    [Fact]
    public void Hostile_patterns_take_no_time()
    {
        var half = new string('a', 2_000);
        string[] patterns =
        [
            string.Concat(Enumerable.Repeat("%a_", 50)) + "%b",
            $"%{half}_{half}b{half}%",
            $"%{half}b{half}%",
            $"%_{half}b%{half}_b_{half}%",
        ];
        var text = new string('a', 8_000);
        var before = ThreadTime();
        foreach (var pattern in patterns.Select(pattern => new LikePattern(pattern)))
        {
            for (var i = 0; i < 1_000; i++)
                pattern.IsMatch(text).ShouldBeFalse();
        }

        (ThreadTime() - before).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    /// <summary>The processor time of this thread: a clock would also count what else the machine does. Linux tells it in ticks of 10 ms.</summary>
    private static TimeSpan ThreadTime()
    {
        var fields = File.ReadAllText("/proc/thread-self/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_pattern_that_is_too_long_is_refused()
    {
        var longest = new string('%', SearchLimits.MaxPatternLength);
        RunSearch.ParseFilter($"params.p LIKE '{longest}'").Conditions.Count.ShouldBe(1);
        foreach (var comparator in new[] { "LIKE", "ILIKE" })
        {
            Should.Throw<LeatException>(() => RunSearch.ParseFilter($"params.p = 'a' AND tags.t {comparator} '{longest}%'")).Message
                .ShouldBe("Invalid value for parameter 'filter' supplied: a pattern of LIKE has 10001 characters. At most 10000 are allowed.");
        }
    }

    [Fact]
    public void An_order_of_models_that_is_too_long_is_refused() => Should.Throw<LeatException>(
        () => LoggedModelSearch.ParseOrderBy([.. Enumerable.Range(0, SearchLimits.MaxOrderTerms + 1).Select(i => new ModelOrder($"metrics.m{i}"))]))
        .Message.ShouldBe("Invalid value for parameter 'order_by' supplied: it holds 51 fields. At most 50 are allowed.");

    private static bool IsSomewhere(Rune[] sought, Rune[] text) => Enumerable.Range(0, Math.Max(0, text.Length - sought.Length + 1))
        .Any(start => sought.Select((rune, i) => rune.Value == '_' || rune == text[start + i]).All(fits => fits));

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
