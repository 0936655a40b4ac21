using Leat.Cli.Upkeep;
using Leat.Core;

namespace Leat.Cli.Tests.Upkeep;

public sealed class AgeTests
{
    [Theory]
    [InlineData("30d12h", 30 * 86_400 + 12 * 3_600)]
    [InlineData("1d2h3m4s", 86_400 + 7_200 + 180 + 4)]
    [InlineData("1.5d", 129_600)]
    [InlineData("90s", 90)]
    [InlineData("0.5h", 1_800)]
    public void Ages_are_read_as_MLflow_writes_them(string text, double seconds) =>
        Age.Parse(text).TotalSeconds.ShouldBe(seconds);

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("30 days")]
    [InlineData("-1d")]
    [InlineData("1.2.3d")]
    [InlineData("4s3m")]
    [InlineData("999999999999999d")]
    public void An_invalid_age_is_refused_with_examples(string text) =>
        Should.Throw<LeatException>(() => Age.Parse(text)).Message.ShouldBe(
            $"Could not parse any time information from '{text}'. Examples of valid strings: '8h', '2d8h5m20s', '2m4s'");
}
