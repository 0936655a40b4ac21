namespace Leat.Cli.CommandLine;

/// <summary>A command whose help shows usage examples.</summary>
internal interface IExamples
{
    /// <summary>Complete command lines that work as written.</summary>
    IReadOnlyList<string> Examples { get; }
}
