namespace Leat.Durability.Tests.Fuzz;

/// <summary>Values to send where something else belongs.</summary>
/// <param name="random">Source of the choices.</param>
/// <param name="outside">A folder where nothing may be written.</param>
/// <param name="marker">A name that identifies anything written to a wrong place.</param>
internal sealed class HostileValues(Random random, string outside, string marker)
{
    /// <summary>JSON texts of every kind: wrong types, numeric limits, things no parser should accept.</summary>
    private static readonly string[] Texts =
    [
        "null", "true", "false", "0", "-0", "-1", "1.5", "1e5", "1e400", "-1e400", "1e-400", "4.9e-324", "1.7976931348623157e308",
        "2147483647", "2147483648", "-2147483649", "9007199254740993", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "-9223372036854775809", "123456789012345678901234567890", "NaN", "Infinity", "-Infinity", "01", "+1", ".5",
        "\"NaN\"", "\"Infinity\"", "\"-inf\"", "\"1e400\"", "\"1e5\"", "\"0x10\"", "\" 5 \"", "\"9223372036854775808\"",
        "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\ud83d\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ufeff\"", "\"\\u202e\"", "\"\\n\\r\\t\\b\"",
        "[]", "[null]", "[[]]", "[{}]", "[[[1]], {\"a\": []}]", "{}", "{\"a\": 1}", "{\"key\": {}, \"value\": []}", "{\"\": null}",
    ];

    private static readonly string[] Strings =
    [
        "", " ", "\t", ".", "..", "/", "\\", "'", "\"", "`", "%", "%s%n%x", "%00", "%zz", "{0}", "${7*7}", "$(id)", ";id", "--", "/*", "*", "?", "#",
        "' OR 1=1 --", "'; DROP TABLE runs; --", "name = 'a' OR", "x\u0000y", "metrics.`a", "tags.\"a\" = '", "a LIKE '", "IN ()", "((((((",
        "\u00e4\u00f6\u00fc", "\ud83d\ude00", "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67", "e\u0301", "\u202eabc", "\ufeffx", "\u0085\u2028",
        "\u0130\u0131", "CON", "NUL.txt", "C:\\x", "\\\\host\\share", "~root", "-rf", "latest", "v1", "true", "None", "null", "undefined", "0", "-1",
        "models:/x/1", "models:/x@a", "runs:/x", "s3://", "http://[::1", "http://127.0.0.1:1/x", "data:text/html,x", "javascript:1", "m-", "eyJvZmZzZXQiOiAtMX0=",
        "eyJvZmZzZXQiOiA5OTk5OTk5OTk5OTk5OTk5OTk5OX0=", "bnVsbA==", "W10=", "!!", "MQ==", "99999999999999999999", "1e5", "2.0",
    ];

    private static readonly string[] QueryTexts =
    [
        "", "%", "%zz", "%00", "%ff%fe", "%ed%a0%80", "%c0%ae%c0%ae%2f", "+", "%2B", "a&&b", "=", "==", "%0d%0aX:1", "%e4", "%u0041", "[]", "%5B%5D",
    ];

    private string[] Paths { get; } =
    [
        $"../{marker}", $"../../{marker}", $"a/../../{marker}", $"..\\{marker}", $"%2e%2e/{marker}", $"%252e%252e%252f{marker}", $"..%2f{marker}",
        $"{outside}/{marker}", $"file://{outside}/{marker}", $"file:{outside}/{marker}", $"FILE://{outside}/../{marker}", $"/{marker}", $"//{marker}",
        $"a/{marker}\u0000.txt", $"./{marker}", $"a//{marker}", $"{marker}/", $"mlflow-artifacts:/../{marker}", $"mlflow-artifacts:/%2e%2e/{marker}",
        $"mlflow-artifacts:{outside}/{marker}", $"mlflow-artifacts://host/../../{marker}", "/etc/passwd", "file:///etc/passwd", "../secret.txt", "../leat.db",
        $"....//{marker}", $"%c0%ae%c0%ae/{marker}", $"\u2025/{marker}", $"\uff0e\uff0e/{marker}",
    ];

    /// <summary>Any string, short or very long, that JSON and UTF-8 can hold.</summary>
    public string DrawString() => random.Next(12) switch
    {
        < 6 => Strings[random.Next(Strings.Length)],
        < 10 => Paths[random.Next(Paths.Length)],
        10 => new string("x\u00e4/. "[random.Next(5)], Length()),
        _ => string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => char.ConvertFromUtf32(CodePoint()))),
    };

    /// <summary>The text of a JSON value of any type, or of none.</summary>
    public string DrawJson() => random.Next(20) switch
    {
        0 => Nested('[', ']'),
        1 => $"\"{new string('x', Length())}\"",
        2 => "[" + string.Join(',', Enumerable.Repeat("{\"key\":\"k\",\"value\":\"1\",\"timestamp\":1}", random.Next(2) == 0 ? 101 : 1001)) + "]",
        _ => Texts[random.Next(Texts.Length)],
    };

    /// <summary>The text of a query value as it is sent.</summary>
    public string DrawQueryText() =>
        random.Next(2) == 0 ? QueryTexts[random.Next(QueryTexts.Length)] : Uri.EscapeDataString(DrawString());

    /// <summary>Around the limits of the protocol: names of 250 and 500, values of 5,000 to 8,000, profiles of 64 Ki.</summary>
    private int Length()
    {
        int[] limits = [36, 250, 255, 256, 500, 2048, 5000, 6000, 8000, 65535];
        return limits[random.Next(limits.Length)] + random.Next(-1, 2);
    }

    /// <summary>Any but surrogates, which no UTF-8 can hold.</summary>
    private int CodePoint()
    {
        var drawn = random.Next(random.Next(2) == 0 ? 0x250 : 0x110000);
        return drawn is >= 0xD800 and < 0xE000 ? 0xFFFD : drawn;
    }

    private string Nested(char open, char close)
    {
        var depth = random.Next(3) == 0 ? 5000 : random.Next(2, 80);
        return new string(open, depth) + new string(close, depth);
    }
}
