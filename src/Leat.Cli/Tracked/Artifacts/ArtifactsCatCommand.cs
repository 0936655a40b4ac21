using System.CommandLine;
using Leat.Cli.Output;
using Leat.Core;

namespace Leat.Cli.Tracked.Artifacts;

/// <summary><c>leat artifacts cat</c>.</summary>
internal sealed class ArtifactsCatCommand : TrackedCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = "Its id." };
    private readonly Argument<string> _path = new("PATH") { Description = "A file of the run." };

    public ArtifactsCatCommand(TrackingOpener opener)
        : base(opener, "cat", "Writes a file of a run to standard output.")
    {
        Add(_run);
        Add(_path);
    }

    public override IReadOnlyList<string> Examples { get; } = ["leat artifacts cat RUN_ID model/MLmodel", "leat artifacts cat RUN_ID predictions.csv > predictions.csv"];

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        await using var content = await call.Client.OpenArtifactAsync(call.Result.GetRequiredValue(_run), call.Result.GetRequiredValue(_path), call.Cancellation);
        if (ReferenceEquals(call.Output, Console.Out) && !Screen.IsTerminal(call.Output))
        {
            await using var bytes = Console.OpenStandardOutput();
            await content.Stream.CopyToAsync(bytes, call.Cancellation);
            return ExitCode.Done;
        }

        using var reader = new StreamReader(content.Stream);
        while (await reader.ReadLineAsync(call.Cancellation) is { } line)
        {
            // What a file holds must not steer the terminal.
            if (line.Contains('\0', StringComparison.Ordinal))
                throw LeatException.InvalidParameter("The file is not text: send it to a file with '> FILE', or use 'leat artifacts download'.");
            await call.Output.WriteLineAsync(string.Join('\t', line.Split('\t').Select(CellText.Visible)));
        }

        return ExitCode.Done;
    }
}
