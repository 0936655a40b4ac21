using System.Globalization;

namespace Leat.Protocol;

/// <summary>Times and durations in the JSON form of protocol buffers.</summary>
internal static class WireTimes
{
    /// <summary>Decimal places of a <see cref="DateTime"/>.</summary>
    private const int MaxDecimals = 7;

    /// <summary>The limit of protocol buffers: about 10,000 years.</summary>
    private const long MaxSeconds = 315_576_000_000;

    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Reads RFC 3339 with up to nine decimals and an offset. The milliseconds are rounded down.</summary>
    public static bool TryParseTimestamp(string text, out long unixMs)
    {
        unixMs = 0;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var end = point < 0 ? text.Length : point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        var offset = text.AsSpan(point < 0 ? Math.Min(19, text.Length) : end);
        var hasOffset = offset is "Z" || offset is ['+' or '-', _, _, ':', _, _];
        var decimals = point < 0 ? 0 : end - point - 1;
        if (!hasOffset || decimals > 9 || (point >= 0 && decimals == 0))
            return false;
        var readable = decimals > MaxDecimals ? text[..(point + 1 + MaxDecimals)] + text[end..] : text;
        if (!DateTime.TryParseExact(readable, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time))
            return false;
        unixMs = new DateTimeOffset(time, TimeSpan.Zero).ToUnixTimeMilliseconds();
        return true;
    }

    /// <summary>The time in Unix milliseconds; null for null or an invalid time.</summary>
    public static long? ToUnixMs(string? text) => text is not null && TryParseTimestamp(text, out var unixMs) ? unixMs : null;

    /// <summary>The duration in milliseconds; null for null or an invalid duration.</summary>
    public static long? ToDurationMs(string? text) => text is not null && TryParseDuration(text, out var ms) ? ms : null;

    /// <summary>Reads seconds with up to nine decimals and an <c>s</c>. The milliseconds are truncated.</summary>
    public static bool TryParseDuration(string text, out long ms)
    {
        ms = 0;
        if (text is not [.., 's'])
            return false;
        var number = text.AsSpan(0, text.Length - 1);
        var isNegative = number is ['-', ..];
        if (isNegative)
            number = number[1..];
        var point = number.IndexOf('.');
        var whole = point < 0 ? number : number[..point];
        var decimals = point < 0 ? "0" : number[(point + 1)..];
        if (decimals.Length is 0 or > 9
            || !long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || !int.TryParse(decimals, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            || seconds > MaxSeconds)
            return false;
        var thousandths = int.Parse(decimals.ToString().PadRight(3, '0')[..3], CultureInfo.InvariantCulture);
        ms = ((seconds * 1000) + thousandths) * (isNegative ? -1 : 1);
        return true;
    }

    /// <summary><c>2024-01-02T03:04:05Z</c>, with three decimals unless they are zero.</summary>
    public static string Timestamp(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs)
        .ToString(unixMs % 1000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary><c>1s</c>, with three decimals unless they are zero.</summary>
    public static string Duration(long ms)
    {
        var thousandths = Math.Abs(ms % 1000);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(ms < 0 ? "-" : "")}{Math.Abs(ms / 1000)}{(thousandths == 0 ? "" : thousandths.ToString("'.'000", CultureInfo.InvariantCulture))}s");
    }
}
