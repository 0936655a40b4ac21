using System.CommandLine;
using Leat.Cli.CommandLine;

namespace Leat.Cli.Tracked;

/// <summary>A word such as <c>leat runs</c>, whose commands work on one kind of what is tracked.</summary>
internal sealed class TrackedCommands : Command, IExamples
{
    public TrackedCommands(string name, string description, params Command[] commands)
        : base(name, description)
    {
        foreach (var command in commands)
        {
            Add(command);
            if (command is TrackedCommand)
                command.Add(TrackingOpener.TrackingUri);
        }

        Examples = [.. commands.OfType<IExamples>().Select(command => command.Examples[0])];
    }

    public IReadOnlyList<string> Examples { get; }
}
