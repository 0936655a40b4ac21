using System.CommandLine;
using System.Globalization;

namespace Leat.Cli.CommandLine;

/// <summary>Reads settings as Click does for MLflow: the command line first, then the environment variable, then the default. An empty
/// variable counts as not set.</summary>
/// <param name="result">The parsed command line.</param>
/// <param name="environment">Looks up an environment variable.</param>
internal sealed class SettingReader(ParseResult result, Func<string, string?> environment)
{
    /// <summary>The value and its source; null if neither the command line nor the environment has it.</summary>
    public (string Value, string Source)? Find(Setting setting)
    {
        if (IsOnCommandLine(setting) && result.GetValue(setting) is [.., var last])
            return (last, setting.Name);
        return FindVariable(setting.Variable);
    }

    /// <summary>Whether the command line has it.</summary>
    public bool IsOnCommandLine(Setting setting) => result.GetResult(setting) is { Implicit: false };

    /// <summary>The value, or null if neither the command line nor the environment has it.</summary>
    public string? Text(Setting setting) => Find(setting)?.Value;

    /// <summary>A comma-separated list; null if neither the command line nor the environment has it.</summary>
    public IReadOnlyList<string>? List(Setting setting) =>
        Text(setting)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>An integer within bounds.</summary>
    public int? Number(Setting setting, int smallest, int largest)
    {
        if (Find(setting) is not var (text, source))
            return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= smallest && number <= largest)
            return number;
        var range = largest == int.MaxValue ? $"a whole number from {smallest}" : $"a whole number from {smallest} to {largest}";
        throw new UsageException($"Invalid value for {source}: '{text}' is not {range}.");
    }

    /// <summary>The value of an environment variable that has no option, as in MLflow; null if it is not set.</summary>
    public string? Variable(string name) => FindVariable(name)?.Value;

    /// <summary>Whether a switch is on.</summary>
    public bool IsOn(Switch toggle) => IsGiven(toggle) || Boolean(toggle.Variable) == true;

    /// <summary>Whether a pair like --serve-artifacts/--no-serve-artifacts is on; if both are given, the last one wins.</summary>
    public bool IsOn(Switch on, Switch off, bool otherwise)
    {
        var lastOn = LastPosition(on);
        var lastOff = LastPosition(off);
        return lastOn != lastOff ? lastOn > lastOff : Boolean(on.Variable) ?? otherwise;
    }

    private bool IsGiven(Switch toggle) => LastPosition(toggle) >= 0;

    private int LastPosition(Switch toggle)
    {
        for (var i = result.Tokens.Count - 1; i >= 0; i--)
        {
            if (result.Tokens[i].Value == toggle.Name)
                return i;
        }
        return -1;
    }

    private bool? Boolean(string? variable)
    {
        if (FindVariable(variable) is not var (text, source))
            return null;
        return text.Trim().ToLowerInvariant() switch
        {
            "true" or "1" or "yes" or "y" or "t" or "on" => true,
            "false" or "0" or "no" or "n" or "f" or "off" => false,
            _ => throw new UsageException($"Invalid value for {source}: '{text}' is neither true nor false."),
        };
    }

    private (string Value, string Source)? FindVariable(string? name) =>
        name is not null && environment(name) is { Length: > 0 } value ? (value, $"the environment variable {name}") : null;
}
