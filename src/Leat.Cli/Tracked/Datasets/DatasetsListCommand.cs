using Leat.Cli.CommandLine;
using Leat.Cli.Output;
using Leat.Cli.Tracked.Experiments;
using Leat.Core;

namespace Leat.Cli.Tracked.Datasets;

/// <summary><c>leat datasets list</c>.</summary>
internal sealed class DatasetsListCommand : TrackedCommand
{
    /// <summary>What one call of the protocol may ask for.</summary>
    private const int ExperimentsAtOnce = 20;

    private readonly Setting _experiment = new("--experiment-id", "LIST", "Experiments by id or name, comma-separated. Default: all", "MLFLOW_EXPERIMENT_ID", "-x");
    private readonly OutputOption _output = new();

    public DatasetsListCommand(TrackingOpener opener)
        : base(opener, "list", "Lists the datasets that runs used.")
    {
        Add(_experiment, _output.Option);
    }

    public override IReadOnlyList<string> Examples { get; } = ["leat datasets list", "leat datasets list -x vision/classify --output csv"];

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var form = _output.Of(call.Settings);
        var found = new List<DatasetSummary>();
        foreach (var some in (await ExperimentsAsync(call)).Chunk(ExperimentsAtOnce))
            found.AddRange(await call.Client.SearchDatasetsAsync(some, call.Cancellation));
        await new Listing<DatasetSummary>(
            [
                new("Experiment", "experiment_id", dataset => dataset.ExperimentId),
                new("Name", "name", dataset => dataset.Name),
                new("Digest", "digest", dataset => dataset.Digest),
                new("Context", "context", dataset => dataset.Context),
            ]).WriteAsync(call.Output, form, found);
        if (found.Count == 0)
            await call.Error.WriteLineAsync("No run used a dataset.");
        return ExitCode.Done;
    }

    private async Task<List<string>> ExperimentsAsync(TrackedCall call)
    {
        var found = new List<string>();
        if (call.Settings.List(_experiment) is not { } named)
            return await call.Client.SearchExperimentsAsync(cancellationToken: call.Cancellation).Select(experiment => experiment.ExperimentId).ToListAsync(call.Cancellation);
        foreach (var one in named)
            found.Add((await ExperimentFinder.FindAsync(call.Client, one, call.Cancellation)).ExperimentId);
        return found;
    }
}
