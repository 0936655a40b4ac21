using System.Collections;
using System.Globalization;

namespace Leat.Client;

/// <summary>Values of params and tags as text, the same in every culture.</summary>
/// <remarks><c>null</c> is <c>None</c>, booleans are <c>True</c> and <c>False</c>, lists are <c>[1, 2]</c>, as Python's client
/// writes them, so that one filter finds runs of either. Times are ISO 8601.</remarks>
internal static class ValueText
{
    public static string Of(object? value) => value switch
    {
        null => "None",
        string text => text,
        DateTime or DateTimeOffset or DateOnly or TimeOnly => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Of))}]",
        _ => value.ToString() ?? "",
    };
}
