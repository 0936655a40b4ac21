using Leat.Cli.CommandLine;
using Leat.Cli.Tracked.Experiments;
using Leat.Core;

namespace Leat.Cli.Tracked.Runs;

/// <summary>Which runs a command looks at: those of some experiments that match a filter.</summary>
internal sealed class RunScope
{
    private const int PageSize = 1_000;

    private readonly Setting _experiment = new("--experiment-id", "LIST", "Experiments by id or name, comma-separated. Default: all", "MLFLOW_EXPERIMENT_ID", "-x");
    private readonly Setting _experimentName = new("--experiment-name", "NAME", "One experiment by its name", "MLFLOW_EXPERIMENT_NAME");
    private readonly Setting _filter = new("--filter", "FILTER", "Conditions, for example: metrics.accuracy > 0.9 AND params.depth = '6'", shortForm: "-f");
    private readonly Setting _orderBy = new("--order-by", "FIELDS", "Comma-separated, for example: metrics.accuracy DESC. Default: newest first");
    private readonly ViewOption _view = new();

    public IEnumerable<System.CommandLine.Option> Options => [_experiment, _experimentName, _filter, _orderBy, _view.Option];

    public async Task<List<Run>> FindAsync(TrackedCall call, int most)
    {
        var (client, settings) = (call.Client, call.Settings);
        var experiments = await ExperimentsAsync(call);
        return await client
            .SearchRunsAsync(experiments, settings.Text(_filter), settings.List(_orderBy), _view.Of(settings), Math.Min(most, PageSize), call.Cancellation)
            .Take(most).ToListAsync(call.Cancellation);
    }

    private async Task<IReadOnlyList<string>> ExperimentsAsync(TrackedCall call)
    {
        var named = call.Settings.IsOnCommandLine(_experimentName) ? null : call.Settings.List(_experiment);
        if (named is null && call.Settings.Text(_experimentName) is { } name)
            named = [name];
        if (named is not null)
        {
            var found = new List<string>();
            foreach (var one in named)
                found.Add((await ExperimentFinder.FindAsync(call.Client, one, call.Cancellation)).ExperimentId);
            return found;
        }

        return await call.Client.SearchExperimentsAsync(view: ViewType.ActiveOnly, cancellationToken: call.Cancellation)
            .Select(experiment => experiment.ExperimentId).ToListAsync(call.Cancellation);
    }
}
