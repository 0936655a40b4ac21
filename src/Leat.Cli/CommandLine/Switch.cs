using System.CommandLine;

namespace Leat.Cli.CommandLine;

/// <summary>An option without a value that can also be set by an environment variable (true, false, 1, 0).</summary>
internal sealed class Switch : Option<bool>
{
    public Switch(string name, string description, string? variable = null)
        : base(name)
    {
        Variable = variable;
        Description = variable is null ? description : $"{description} [{variable}]";
        Arity = ArgumentArity.Zero;
    }

    /// <summary>The environment variable used if the option is not given; null if there is none.</summary>
    public string? Variable { get; }
}
