using System.Globalization;

namespace Leat.Core;

/// <summary>Values as Python prints them, for messages that clients know from MLflow.</summary>
public static class PythonFormat
{
    /// <summary><c>repr</c> of a float: <c>1.0</c>, <c>0.1</c>, <c>1e+16</c>, <c>nan</c>, <c>inf</c>.</summary>
    public static string OfDouble(double value)
    {
        if (double.IsNaN(value))
            return "nan";
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";
        var text = value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
        var magnitude = Math.Abs(value);
        if (text.Contains('e') && magnitude is >= 1e-4 and < 1e16)
            text = value.ToString("0.##################", CultureInfo.InvariantCulture);
        else if (text.Contains('e') && text[^2] is '-' or '+')
            text = text[..^1] + "0" + text[^1];
        return text.AsSpan().IndexOfAny('.', 'e') < 0 ? text + ".0" : text;
    }
}
