namespace Leat.Cli.CommandLine;

/// <summary>A command that shows in its help how it is used.</summary>
internal interface IExamples
{
    /// <summary>Whole command lines, each of which works as it stands.</summary>
    IReadOnlyList<string> Examples { get; }
}
