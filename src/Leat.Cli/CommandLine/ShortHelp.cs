using System.CommandLine;

namespace Leat.Cli.CommandLine;

/// <summary><c>-h</c> for help, for every command that does not use it for something else.</summary>
internal static class ShortHelp
{
    private const string Name = "-h";

    /// <summary>Adds it to a command and those below it.</summary>
    public static void AddTo(Command command)
    {
        if (!command.Options.Any(option => option.Name == Name || option.Aliases.Contains(Name)))
            command.Add(new Option<bool>(Name) { Action = new ShowHelp(), Arity = ArgumentArity.Zero, Hidden = true });
        foreach (var subcommand in command.Subcommands)
            AddTo(subcommand);
    }
}
