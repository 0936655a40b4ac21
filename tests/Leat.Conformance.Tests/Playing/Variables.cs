using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Leat.Conformance.Tests.Json;

namespace Leat.Conformance.Tests.Playing;

/// <summary>The values of <c>${name}</c> during one execution of a scenario.</summary>
/// <remarks>
/// <c>unique</c>, <c>now</c> and <c>base_url</c> are given; <c>hexN.label</c> and <c>uuid.label</c> are generated on first use and kept; everything
/// else comes from captures.
/// </remarks>
internal sealed partial class Variables
{
    private readonly Dictionary<string, JsonValue> _values;

    public Variables(string baseUrl, TimeProvider time)
        : this(new Dictionary<string, JsonValue>(StringComparer.Ordinal))
    {
        this["unique"] = new JsonString("u" + RandomNumberGenerator.GetHexString(12, lowercase: true));
        this["now"] = new JsonInteger(time.GetUtcNow().ToUnixTimeMilliseconds());
        this["base_url"] = new JsonString(baseUrl);
    }

    private Variables(Dictionary<string, JsonValue> values) => _values = values;

    /// <exception cref="ScenarioStoppedException">No such variable.</exception>
    public JsonValue this[string name]
    {
        get => _values.TryGetValue(name, out var value) ? value : _values[name] = Draw(name);
        set => _values[name] = value;
    }

    /// <summary>A copy with one more variable; values generated in the copy stay there.</summary>
    public Variables With(string name, JsonValue value) =>
        new(new Dictionary<string, JsonValue>(_values, StringComparer.Ordinal) { [name] = value });

    /// <summary>Substitutes variables. A text that consists of a single variable gets the type of its value.</summary>
    public JsonValue Fill(string text)
    {
        var whole = WholeReference().Match(text);
        return whole.Success ? this[whole.Groups[1].Value] : new JsonString(FillText(text));
    }

    /// <summary>Substitutes variables; the result is text whatever the variables' types.</summary>
    /// <param name="text">A text with any number of references.</param>
    /// <param name="quote">Applied to each value, such as percent-encoding in paths.</param>
    public string FillText(string text, Func<string, string>? quote = null) =>
        text.Contains("${", StringComparison.Ordinal)
            ? Reference().Replace(text, reference => Quoted(reference.Groups[1].Value, quote))
            : text;

    private string Quoted(string name, Func<string, string>? quote)
    {
        var value = this[name];
        var text = value is JsonString s ? s.Value : JsonText.Write(value, ascii: true);
        return quote is null ? text : quote(text);
    }

    private static JsonString Draw(string name)
    {
        var hex = HexName().Match(name);
        if (hex.Success)
            return new JsonString(RandomNumberGenerator.GetHexString(
                int.Parse(hex.Groups[1].Value, CultureInfo.InvariantCulture), lowercase: true));
        if (UuidName().IsMatch(name))
            return new JsonString(Guid.NewGuid().ToString());
        throw new ScenarioStoppedException($"variable ${{{name}}} is not set");
    }

    [GeneratedRegex(@"\$\{([A-Za-z0-9_.]+)\}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\A\$\{([A-Za-z0-9_.]+)\}\z")]
    private static partial Regex WholeReference();

    [GeneratedRegex(@"\Ahex([0-9]+)\.\w+\z")]
    private static partial Regex HexName();

    [GeneratedRegex(@"\Auuid\.\w+\z")]
    private static partial Regex UuidName();
}
