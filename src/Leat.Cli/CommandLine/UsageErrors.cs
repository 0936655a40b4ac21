using System.CommandLine;
using Leat.Core;

namespace Leat.Cli.CommandLine;

/// <summary>Explains what is wrong with a command line: the faulty word, a suggestion, and where to find help.</summary>
internal static class UsageErrors
{
    public static int Print(ParseResult result, TextWriter stdout, TextWriter stderr)
    {
        var command = result.CommandResult.Command;
        if (command is RootCommand && result.UnmatchedTokens.Count == 0)
            return ShowOverview(result, stdout, stderr);

        foreach (var message in Messages(result, command))
            stderr.WriteLine($"leat: {message}");
        stderr.WriteLine($"Try '{FullName(command)} --help'.");
        return ExitCode.Usage;
    }

    /// <summary>A bare <c>leat</c> is a question, not a mistake. But nothing was done, so it is not a success either.</summary>
    private static int ShowOverview(ParseResult result, TextWriter stdout, TextWriter stderr)
    {
        if (result.Tokens.Count > 0)
            stderr.WriteLine($"leat: {result.Errors[0].Message}");
        result.RootCommandResult.Command.Parse("--help").Invoke(new InvocationConfiguration { Output = stdout });
        return ExitCode.Usage;
    }

    private static IEnumerable<string> Messages(ParseResult result, Command command)
    {
        if (result.UnmatchedTokens.Count == 0)
            return result.Errors.Select(error => error.Message);
        // A word after an unknown word (such as its value) is unknown only for that reason.
        return [Unknown(result.UnmatchedTokens[0], command)];
    }

    private static string Unknown(string word, Command command)
    {
        var isOption = word.StartsWith('-');
        var kind = isOption ? "option" : command.Subcommands.Any() ? "command" : "argument";
        var name = isOption ? word.Split('=', ':')[0] : StoreUri.Redact(word);
        if (isOption && OptionNames(command).Contains(name))
            return $"The option '{name}' belongs after the command: {FullName(command)} {name}";
        if (!isOption && Below(command, name) is { } inner)
            return $"'{name}' is a command of 'leat {inner}': leat {inner} {name}";
        var similar = Suggestions.For(name, isOption ? OptionNames(command) : command.Subcommands.SelectMany(NamesOf));
        return similar is null
            ? $"Unknown {kind} '{name}'."
            : $"Unknown {kind} '{name}'. Did you mean '{similar}'?";
    }

    private static IEnumerable<string> OptionNames(Command command) =>
        command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Prepend(option.Name));

    /// <summary>The subcommand that has a command of this name.</summary>
    private static string? Below(Command command, string name) =>
        command.Subcommands.FirstOrDefault(outer => outer.Subcommands.Any(inner => NamesOf(inner).Contains(name)))?.Name;

    private static IEnumerable<string> NamesOf(Command command) => command.Aliases.Prepend(command.Name);

    private static string FullName(Command command) => HelpPage.FullName(command);
}
