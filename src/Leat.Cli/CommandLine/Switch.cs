using System.CommandLine;

namespace Leat.Cli.CommandLine;

/// <summary>An option without a value that an environment variable (true, false, 1, 0) may set too.</summary>
internal sealed class Switch : Option<bool>
{
    public Switch(string name, string description, string? variable = null)
        : base(name)
    {
        Variable = variable;
        Description = variable is null ? description : $"{description} [{variable}]";
        Arity = ArgumentArity.Zero;
    }

    /// <summary>The environment variable that counts when the option is not given; null if there is none.</summary>
    public string? Variable { get; }
}
