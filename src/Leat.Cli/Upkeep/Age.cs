using System.Globalization;
using System.Text.RegularExpressions;
using Leat.Core;

namespace Leat.Cli.Upkeep;

/// <summary>Ages as MLflow writes them: <c>30d12h</c>, <c>1d2h3m4s</c>, with fractions if wanted (<c>1.5d</c>).</summary>
internal static partial class Age
{
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not an age.</exception>
    public static TimeSpan Parse(string text)
    {
        var match = Form().Match(text);
        if (text.Length > 0 && match.Success && TryAdd(match, out var age))
            return age;
        throw LeatException.InvalidParameter(
            $"Could not parse any time information from '{text}'. Examples of valid strings: '8h', '2d8h5m20s', '2m4s'");
    }

    private static bool TryAdd(Match match, out TimeSpan age)
    {
        age = TimeSpan.Zero;
        var seconds = 0.0;
        foreach (var (name, unit) in (ReadOnlySpan<(string, double)>)[("days", 86_400), ("hours", 3_600), ("minutes", 60), ("seconds", 1)])
        {
            var part = match.Groups[name];
            if (!part.Success)
                continue;
            if (!double.TryParse(part.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            seconds += number * unit;
        }

        if (seconds > TimeSpan.MaxValue.TotalSeconds / 2)
            return false;
        age = TimeSpan.FromSeconds(seconds);
        return true;
    }

    [GeneratedRegex(@"^((?<days>[\.\d]+)d)?((?<hours>[\.\d]+)h)?((?<minutes>[\.\d]+)m)?((?<seconds>[\.\d]+)s)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
