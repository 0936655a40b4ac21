using System.Globalization;
using System.Text;

namespace Leat.Conformance.Tests.Playing;

/// <summary>Percent-encoding as the recorder does it: in paths for variables, in queries for names and values.</summary>
internal static class PercentEncoding
{
    private const string Unreserved = "-_.~";
    private const string SafeInPath = Unreserved + "/@:";

    public static string Path(string text) => Encode(text, SafeInPath, space: "%20");

    public static string Query(string text) => Encode(text, Unreserved, space: "+");

    private static string Encode(string text, string safe, string space)
    {
        var encoded = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (b == ' ')
                encoded.Append(space);
            else if (char.IsAsciiLetterOrDigit((char)b) || safe.Contains((char)b, StringComparison.Ordinal))
                encoded.Append((char)b);
            else
                encoded.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }

        return encoded.ToString();
    }
}
