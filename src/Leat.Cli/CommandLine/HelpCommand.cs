using System.CommandLine;

namespace Leat.Cli.CommandLine;

/// <summary><c>leat help server</c>: the same as <c>leat server --help</c>.</summary>
internal sealed class HelpCommand : Command
{
    private readonly Argument<string[]> _words = new("COMMAND") { Description = "The command.", Arity = ArgumentArity.ZeroOrMore };

    public HelpCommand()
        : base("help", "Shows the help of a command: leat help server")
    {
        Add(_words);
        SetAction(result => Show(result, result.InvocationConfiguration));
    }

    private int Show(ParseResult result, InvocationConfiguration console)
    {
        var asked = result.RootCommandResult.Command.Parse(result.GetValue(_words) ?? []);
        if (asked.UnmatchedTokens.Count > 0)
            return UsageErrors.Print(asked, console.Output, console.Error);
        console.Output.Write(HelpPage.Of(asked.CommandResult.Command, ShowHelp.Width()));
        return ExitCode.Done;
    }
}
