using Leat.Cli.CommandLine;
using Leat.Cli.Output;
using Leat.Core;

namespace Leat.Cli.Tracked.Experiments;

/// <summary><c>leat experiments list</c>.</summary>
internal sealed class ExperimentsListCommand : TrackedCommand
{
    private const int PageSize = 1_000;

    private readonly ViewOption _view = new();
    private readonly Setting _filter = new("--filter", "FILTER", "Conditions, for example: name LIKE 'vision%' AND tags.team = 'a'", shortForm: "-f");
    private readonly Setting _orderBy = new("--order-by", "FIELDS", "For example: name ASC. Default: newest first");
    private readonly Setting _most = new("--max-results", "N", "At most so many. Default: all");
    private readonly OutputOption _output = new();

    public ExperimentsListCommand(TrackingOpener opener)
        : base(opener, "list", "Lists experiments.")
    {
        Aliases.Add("search");
        Add(_view.Option, _filter, _orderBy, _most, _output.Option);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "leat experiments list",
        "leat experiments list --view all --output json",
        "leat experiments list --filter \"name LIKE 'vision%'\" --tracking-uri http://localhost:5000",
    ];

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var form = _output.Of(call.Settings);
        var most = call.Settings.Number(_most, 1, int.MaxValue) ?? int.MaxValue;
        var experiments = await call.Client
            .SearchExperimentsAsync(call.Settings.Text(_filter), call.Settings.List(_orderBy), _view.Of(call.Settings), Math.Min(most, PageSize), call.Cancellation)
            .Take(most).ToListAsync(call.Cancellation);
        await new Listing<Experiment>(ExperimentColumns.All).WriteAsync(call.Output, form, experiments);
        if (experiments.Count == 0)
            await call.Error.WriteLineAsync("No experiment matches.");
        return ExitCode.Done;
    }
}
