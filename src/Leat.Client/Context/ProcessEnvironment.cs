using System.Globalization;
using Leat.Core;

namespace Leat.Client;

/// <summary>Environment variables, behind a seam so that tests need not touch the process's own.</summary>
internal sealed class ProcessEnvironment(Func<string, string?> get, Action<string, string?> set)
{
    public static ProcessEnvironment System { get; } =
        new(Environment.GetEnvironmentVariable, Environment.SetEnvironmentVariable);

    /// <summary>The value; null when not set or empty.</summary>
    public string? Get(string name) => get(name) is { Length: > 0 } value ? value : null;

    public void Remove(string name) => set(name, null);

    /// <summary>true, false, 1 or 0 in any case, as MLflow takes them.</summary>
    public bool GetBoolean(string name, bool defaultValue) => Get(name)?.ToUpperInvariant() switch
    {
        null => defaultValue,
        "TRUE" or "1" => true,
        "FALSE" or "0" => false,
        _ => throw Invalid(name, "true, false, 1 or 0"),
    };

    public double GetNumber(string name, double defaultValue)
    {
        if (Get(name) is not { } text)
            return defaultValue;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) && number >= 0
            ? number
            : throw Invalid(name, "a number that is not negative");
    }

    private LeatException Invalid(string name, string expected) => LeatException.InvalidParameter(
        $"The environment variable {name} is '{Get(name)}'; it must be {expected}.");
}
