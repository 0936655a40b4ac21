using System.Globalization;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>One request value: a piece of JSON, the texts of a query field, or nothing.</summary>
internal readonly struct FieldValue
{
    /// <summary>2⁶³ as a double: the first value too large for a 64-bit integer.</summary>
    private const double TwoToThe63 = 9223372036854775808.0;

    public FieldValue(JsonElement json) => Json = json;

    public FieldValue(IReadOnlyList<string> queryTexts) => QueryTexts = queryTexts;

    public JsonElement Json { get; }

    /// <summary>The values of a query field, at least one; null for JSON.</summary>
    public IReadOnlyList<string>? QueryTexts { get; }

    public bool IsQuery => QueryTexts is not null;

    public bool IsAbsent => QueryTexts is null && Json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    public bool IsList => QueryTexts is not null || Json.ValueKind == JsonValueKind.Array;

    /// <summary>As in MLflow, the first of several values.</summary>
    public string FirstText => QueryTexts![0];

    /// <summary>The value if it is readable text.</summary>
    public string? Text => QueryTexts is not null ? FirstText : TryReadText();

    /// <summary>Whether it is a JSON string with unpaired surrogates or invalid UTF-8.</summary>
    public bool IsUnreadableText =>
        QueryTexts is null && Json.ValueKind == JsonValueKind.String && TryReadText() is null;

    /// <summary>The digits of a JSON integer; null for anything else.</summary>
    public string? IntegerText =>
        QueryTexts is null && Json.ValueKind == JsonValueKind.Number && Json.GetRawText() is var raw && IsIntegerSyntax(raw)
            ? raw
            : null;

    /// <summary>The value as written by Python's <c>json.dumps</c>, compact and with sorted keys; very long values are truncated.</summary>
    public string ToPythonJson() => QueryTexts switch
    {
        null => PythonJson.Of(Json),
        [var text] => PythonJson.Of(text),
        var texts => PythonJson.Of(texts),
    };

    /// <summary>The name of its Python type.</summary>
    public string PythonType => QueryTexts is { } texts
        ? texts.Count == 1 ? "str" : "list"
        : Json.ValueKind switch
        {
            JsonValueKind.String => "str",
            JsonValueKind.Number => IntegerText is null ? "float" : "int",
            JsonValueKind.True or JsonValueKind.False => "bool",
            JsonValueKind.Array => "list",
            JsonValueKind.Object => "dict",
            _ => "NoneType",
        };

    /// <summary>Reads integers and integral floats (<c>1e5</c>), also as text. An integer that 64 bits cannot hold is none: as a double the
    /// first ones beyond the least would become that.</summary>
    public bool TryGetInt64(out long number)
    {
        number = 0;
        if (Text is { } text)
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
                || (!IsIntegerSyntax(text) && WireNumbers.TryParseDouble(text, out var inText) && TryToInt64(inText, out number));
        }

        return Json.ValueKind == JsonValueKind.Number
            && (Json.TryGetInt64(out number)
                || (!IsIntegerSyntax(Json.GetRawText()) && TryGetDouble(out var value) && TryToInt64(value, out number)));
    }

    /// <summary>Reads numbers, numbers as text, <c>true</c> and <c>false</c>, NaN and the infinities.</summary>
    public bool TryGetDouble(out double number)
    {
        if (Text is { } text)
            return WireNumbers.TryParseDouble(text, out number);
        number = Json.ValueKind == JsonValueKind.True ? 1 : 0;
        if (Json.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return true;
        return Json.ValueKind == JsonValueKind.Number
            && (LiteralRepair.TryGetLiteral(Json, out number) || Json.TryGetDouble(out number));
    }

    /// <summary>Reads JSON's <c>true</c> and <c>false</c>; in a query, these words in any case.</summary>
    public bool TryGetBool(out bool result)
    {
        if (QueryTexts is not null)
        {
            result = FirstText.Equals("true", StringComparison.OrdinalIgnoreCase);
            return result || FirstText.Equals("false", StringComparison.OrdinalIgnoreCase);
        }

        result = Json.ValueKind == JsonValueKind.True;
        return Json.ValueKind is JsonValueKind.True or JsonValueKind.False;
    }

    private string? TryReadText()
    {
        if (Json.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return JsonTree.TextOf(Json);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool TryToInt64(double value, out long number)
    {
        var fits = value == Math.Floor(value) && value is >= -TwoToThe63 and < TwoToThe63;
        number = fits ? (long)value : 0;
        return fits;
    }

    private static bool IsIntegerSyntax(string number) => number.AsSpan().IndexOfAny('.', 'e', 'E') < 0;
}
