using System.CommandLine;

namespace Leat.Cli.CommandLine;

/// <summary>An option with a value that can also come from an environment variable. If given twice, the last one wins.</summary>
internal sealed class Setting : Option<string[]>
{
    public Setting(string name, string valueName, string description, string? variable = null, string? shortForm = null)
        : base(name, shortForm is null ? [] : [shortForm])
    {
        Variable = variable;
        HelpName = valueName;
        Description = variable is null ? description : $"{description} [{variable}]";
        Arity = ArgumentArity.OneOrMore;
    }

    /// <summary>The environment variable used if the option is not given; null if there is none.</summary>
    public string? Variable { get; }
}
