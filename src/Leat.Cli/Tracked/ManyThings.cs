using System.CommandLine;
using Leat.Cli.CommandLine;

namespace Leat.Cli.Tracked;

/// <summary>What a command works on, given as arguments or by an option, as often as wanted.</summary>
internal sealed class ManyThings
{
    private readonly string _what;
    private readonly int _least;

    /// <param name="what">What messages call one: <c>run</c>.</param>
    /// <param name="option">MLflow's option.</param>
    /// <param name="least">How many are needed.</param>
    public ManyThings(string what, Setting option, int least = 1)
    {
        (_what, _least, Option) = (what, least, option);
        Argument = new Argument<string[]>(what.ToUpperInvariant()) { Description = "Their ids.", Arity = ArgumentArity.ZeroOrMore };
    }

    public Argument<string[]> Argument { get; }

    public Setting Option { get; }

    /// <summary>What was given, each once.</summary>
    /// <exception cref="UsageException">Too few were.</exception>
    public IReadOnlyList<string> Of(SettingReader reader, ParseResult result)
    {
        var options = reader.IsOnCommandLine(Option) ? result.GetValue(Option) ?? [] : [];
        var all = (result.GetValue(Argument) ?? []).Concat(options).Distinct(StringComparer.Ordinal).ToList();
        return all.Count >= _least
            ? all
            : throw new UsageException(_least == 1 ? $"Say which {_what}." : $"Say which {_what}s: at least {_least}.");
    }
}
