using Leat.Cli.CommandLine;
using Leat.Cli.Output;
using Leat.Cli.Upkeep;
using Leat.Core;

namespace Leat.Cli.Tracked.Runs;

/// <summary><c>leat runs csv</c>, and <c>leat experiments csv</c> as MLflow calls it.</summary>
internal sealed class RunsCsvCommand : TrackedCommand
{
    private readonly RunScope _scope = new();
    private readonly Setting _file = new("--filename", "FILE", "The file to write. Default: standard output", shortForm: "-o");

    public RunsCsvCommand(TrackingOpener opener, string word)
        : base(opener, "csv", "Writes runs with all their params, tags and latest metrics as comma-separated values.")
    {
        Add([.. _scope.Options, _file]);
        Examples = [$"leat {word} csv --experiment-id 1 --filename runs.csv", $"leat {word} csv -x vision/classify --filter \"metrics.accuracy > 0.9\""];
    }

    public override IReadOnlyList<string> Examples { get; }

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var runs = await _scope.FindAsync(call, int.MaxValue);
        var listing = new Listing<Run>(RunColumns.Whole(runs));
        if (call.Settings.Text(_file) is not { } path)
        {
            await listing.WriteAsync(call.Output, OutputForm.Csv, runs);
            return ExitCode.Done;
        }

        await using (var file = OpenFile(path))
            await listing.WriteAsync(file, OutputForm.Csv, runs);
        await call.Output.WriteLineAsync($"'{path}' holds {ByteText.Count(runs.Count, "run")}.");
        return ExitCode.Done;
    }

    private static StreamWriter OpenFile(string path)
    {
        try
        {
            return new StreamWriter(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Cannot write the file '{path}': {error.Message}");
        }
    }
}
