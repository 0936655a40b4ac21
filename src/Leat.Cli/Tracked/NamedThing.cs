using System.CommandLine;
using Leat.Cli.CommandLine;

namespace Leat.Cli.Tracked;

/// <summary>What a command works on, given as an argument or, as in MLflow, by an option.</summary>
internal sealed class NamedThing
{
    private readonly string _what;

    /// <param name="what">What messages call it: <c>run</c>.</param>
    /// <param name="description">What may be given.</param>
    /// <param name="option">MLflow's option.</param>
    public NamedThing(string what, string description, Setting option)
    {
        _what = what;
        Option = option;
        Argument = new Argument<string?>(what.ToUpperInvariant()) { Description = description, Arity = ArgumentArity.ZeroOrOne };
    }

    public Argument<string?> Argument { get; }

    public Setting Option { get; }

    /// <summary>What was given.</summary>
    /// <exception cref="UsageException">Nothing was, or two different things.</exception>
    public string Of(SettingReader reader, ParseResult result)
    {
        var argument = result.GetValue(Argument);
        if (argument is not null && reader.IsOnCommandLine(Option) && reader.Text(Option) != argument)
            throw new UsageException($"Give the {_what} once: '{argument}' or {Option.Name}.");
        return argument ?? reader.Text(Option) ?? throw new UsageException($"Say which {_what}: {HelpPage.FullName(result.CommandResult.Command)} {_what.ToUpperInvariant()}");
    }

    public string Of(TrackedCall call) => Of(call.Settings, call.Result);
}
