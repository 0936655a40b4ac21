using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Cli.Output;
using Leat.Core;

namespace Leat.Cli.Tracked.Runs;

/// <summary><c>leat runs compare</c>.</summary>
internal sealed class RunsCompareCommand : TrackedCommand
{
    private readonly ManyThings _runs = new("run", new Setting("--run-id", "ID", "A run's id; may be given several times", shortForm: "-r"), least: 2);
    private readonly Switch _all = new("--all", "Also what is equal in all runs.");
    private readonly OutputOption _output = new();

    public RunsCompareCommand(TrackingOpener opener)
        : base(opener, "compare", "Shows runs side by side: the params and metrics in which they differ.")
    {
        Add(_runs.Argument);
        Add(_runs.Option, _all, _output.Option);
    }

    public override IReadOnlyList<string> Examples { get; } = ["leat runs compare RUN_ID OTHER_RUN_ID", "leat runs compare RUN_ID OTHER_RUN_ID --all --output csv"];

    protected override void Check(SettingReader reader, ParseResult result) => _runs.Of(reader, result);

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var form = _output.Of(call.Settings);
        var runs = new List<Run>();
        foreach (var id in _runs.Of(call.Settings, call.Result))
            runs.Add(await call.Client.GetRunAsync(id, call.Cancellation));
        var rows = RowsOf(runs).Where(row => call.Settings.IsOn(_all) || row.Differs).ToList();
        await new Listing<Row>([new("", "name", row => row.Name), .. runs.Select(ColumnOf)]).WriteAsync(call.Output, form, rows);
        if (rows.Count == 0)
            await call.Error.WriteLineAsync("The runs have the same params and metrics; --all shows them.");
        return ExitCode.Done;
    }

    private static Column<Row> ColumnOf(Run run, int i) => new(run.Info.RunName.Length > 0 ? run.Info.RunName : run.Info.RunId, run.Info.RunId, row => row.Values[i]);

    private static IEnumerable<Row> RowsOf(IReadOnlyList<Run> runs) =>
    [
        RowOf("status", runs, run => run.Info.Status.WireName()),
        RowOf("duration_s", runs, run => RunColumns.DurationOf(run.Info)),
        .. RowsOf("params", runs, run => run.Data.Params.Select(param => (param.Key, (object)param.Value))),
        .. RowsOf("metrics", runs, run => run.Data.Metrics.Select(metric => (metric.Key, (object)metric.Value))),
    ];

    private static IEnumerable<Row> RowsOf(string kind, IReadOnlyList<Run> runs, Func<Run, IEnumerable<(string Key, object Value)>> values)
    {
        var maps = runs.Select(run => values(run).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)).ToList();
        return maps.SelectMany(map => map.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(key => new Row($"{kind}.{key}", [.. maps.Select(map => map.GetValueOrDefault(key))]));
    }

    private static Row RowOf(string name, IReadOnlyList<Run> runs, Func<Run, object?> value) => new(name, [.. runs.Select(value)]);

    private sealed record Row(string Name, IReadOnlyList<object?> Values)
    {
        public bool Differs => Values.Skip(1).Any(value => !Equals(value, Values[0]));
    }
}
