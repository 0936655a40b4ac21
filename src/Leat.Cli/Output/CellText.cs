using System.Globalization;
using System.Text;

namespace Leat.Cli.Output;

/// <summary>Values as text.</summary>
internal static class CellText
{
    /// <summary>For people: local times, numbers of six digits, and nothing that moves a terminal's cursor.</summary>
    public static string ForPeople(object? value) => Visible(value switch
    {
        DateTimeOffset time => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        double number => NumberForPeople(number),
        TimeSpan duration => DurationForPeople(duration),
        _ => ForPrograms(value),
    });

    /// <summary>Exact: numbers that read back as they were, times in UTC, durations in seconds.</summary>
    public static string ForPrograms(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => TimeForPrograms(time),
        TimeSpan duration => duration.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        IEnumerable<string> texts => string.Join(", ", texts),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"No text for {value.GetType()}.", nameof(value)),
    };

    public static string TimeForPrograms(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>A moment given in Unix milliseconds; null if there is none.</summary>
    public static DateTimeOffset? TimeOf(long? milliseconds) =>
        milliseconds is { } value && value > 0 && value <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;

    /// <summary>A text on one line, in which control characters, with which a name could write over other lines, are shown by their numbers.</summary>
    public static string Visible(string text)
    {
        if (!text.Any(IsHidden))
            return text;
        var visible = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            visible.Append(c switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when IsHidden(c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        }

        return visible.ToString();
    }

    /// <summary>Control characters, and those that turn the direction of writing.</summary>
    private static bool IsHidden(char c) => char.IsControl(c) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029';

    private static string DurationForPeople(TimeSpan duration) => duration switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.Minutes} min {duration.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalHours} h {duration.Minutes} min"),
    };

    private static string NumberForPeople(double number) => double.IsNaN(number)
        ? "NaN"
        : number is double.MaxValue or double.PositiveInfinity
            ? "Infinity"
            : number is double.MinValue or double.NegativeInfinity ? "-Infinity" : number.ToString("G6", CultureInfo.InvariantCulture);
}
