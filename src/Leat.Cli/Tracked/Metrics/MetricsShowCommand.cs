using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Cli.Output;
using Leat.Core;

namespace Leat.Cli.Tracked.Metrics;

/// <summary><c>leat metrics show</c>.</summary>
internal sealed class MetricsShowCommand : TrackedCommand
{
    private const int SparkWidth = 60;
    private const int PlotWidth = 72;
    private const int PlotHeight = 14;
    private const int MarginOfPlot = 14;

    /// <summary>More points than dots of a chart; the store shows every extreme among them.</summary>
    private const int MostPointsShown = 1_000;

    private readonly Argument<string> _run = new("RUN") { Description = "Its id." };
    private readonly Argument<string[]> _keys = new("METRIC") { Description = "Which metrics. Default: all.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Switch _plot = new("--plot", "Draws each metric by step.");
    private readonly Switch _points = new("--points", "Every point of the metrics instead of one line each.");
    private readonly OutputOption _output = new();

    public MetricsShowCommand(TrackingOpener opener)
        : base(opener, "show", "Shows metrics of a run: a line for each, a chart, or all points.")
    {
        Add(_run);
        Add(_keys);
        Add(_plot, _points, _output.Option);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "leat metrics show RUN_ID",
        "leat metrics show RUN_ID loss --plot",
        "leat metrics show RUN_ID loss --points --output csv",
    ];

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var form = _output.Of(call.Settings);
        var run = await call.Client.GetRunAsync(call.Result.GetRequiredValue(_run), call.Cancellation);
        var metrics = Chosen(run, call.Result.GetValue(_keys) ?? []);
        if (call.Settings.IsOn(_points))
            await WritePointsAsync(call, run, metrics, form);
        else
            await WriteSummariesAsync(call, run, metrics, form);
        return ExitCode.Done;
    }

    private static List<Metric> Chosen(Run run, string[] keys)
    {
        var known = run.Data.Metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal).ToList();
        if (Array.Find(keys, key => known.All(metric => metric.Key != key)) is not { } missing)
            return keys.Length == 0 ? known : known.Where(metric => keys.Contains(metric.Key)).ToList();
        var similar = Suggestions.For(missing, known.Select(metric => metric.Key));
        throw LeatException.DoesNotExist($"Run {run.Info.RunId} has no metric '{missing}'.{(similar is null ? "" : $" Did you mean '{similar}'?")}");
    }

    private static async Task WritePointsAsync(TrackedCall call, Run run, List<Metric> metrics, OutputForm form)
    {
        var points = new List<(string Key, MetricPoint Point)>();
        foreach (var metric in metrics)
        {
            await foreach (var chunk in call.Client.Store.Metrics.StreamHistoryAsync(run.Info.RunId, metric.Key, cancellationToken: call.Cancellation))
            {
                foreach (var point in chunk.Span)
                    points.Add((metric.Key, point));
            }
        }

        await new Listing<(string Key, MetricPoint Point)>(
            [
                new("Metric", "key", row => row.Key),
                new("Step", "step", row => row.Point.Step),
                new("Value", "value", row => row.Point.Value),
                new("Time", "timestamp", row => CellText.TimeOf(row.Point.TimestampMs)),
            ]).WriteAsync(call.Output, form, points);
    }

    private async Task WriteSummariesAsync(TrackedCall call, Run run, List<Metric> metrics, OutputForm form)
    {
        var rows = new List<(Metric Latest, IReadOnlyList<MetricPoint> Points)>();
        foreach (var metric in metrics)
            rows.Add((metric, await SampleAsync(call, run, metric)));
        if (call.Settings.IsOn(_plot))
        {
            await WritePlotsAsync(call.Output, rows);
            return;
        }

        List<Column<(Metric Latest, IReadOnlyList<MetricPoint> Points)>> columns =
        [
            new("Metric", "key", row => row.Latest.Key),
            new("Last", "value", row => row.Latest.Value),
            new("Step", "step", row => row.Latest.Step),
            new("Min", "min", row => Extreme(row.Points, Enumerable.Min)),
            new("Max", "max", row => Extreme(row.Points, Enumerable.Max)),
        ];
        if (form == OutputForm.Table)
            columns.Add(new("", "", row => Sparkline.Of([.. row.Points.Select(point => point.Value)], SparkWidth)));
        await new Listing<(Metric Latest, IReadOnlyList<MetricPoint> Points)>(columns).WriteAsync(call.Output, form, rows);
    }

    private static double? Extreme(IReadOnlyList<MetricPoint> points, Func<IEnumerable<double>, double> of)
    {
        var numbers = points.Select(point => point.Value).Where(value => !double.IsNaN(value)).ToList();
        return numbers.Count == 0 ? null : of(numbers);
    }

    /// <summary>All points, or of a long history so many that its extremes are among them.</summary>
    private static async Task<IReadOnlyList<MetricPoint>> SampleAsync(TrackedCall call, Run run, Metric metric)
    {
        var points = new List<MetricPoint>();
        await foreach (var chunk in call.Client.Store.Metrics.StreamHistoryAsync(run.Info.RunId, metric.Key, cancellationToken: call.Cancellation))
        {
            foreach (var point in chunk.Span)
                points.Add(point);
            if (points.Count > 2 * MostPointsShown)
                points = Thinned(points);
        }

        return points;
    }

    /// <summary>The least and the largest value of each of so many parts.</summary>
    private static List<MetricPoint> Thinned(List<MetricPoint> points)
    {
        var size = (points.Count / (MostPointsShown / 2)) + 1;
        return [.. points.Chunk(size).SelectMany(part => new[] { part.MinBy(point => point.Value), part.MaxBy(point => point.Value) }.Distinct().OrderBy(point => point.TimestampMs).ThenBy(point => point.Step))];
    }

    private static async Task WritePlotsAsync(TextWriter output, List<(Metric Latest, IReadOnlyList<MetricPoint> Points)> rows)
    {
        var width = Math.Min(PlotWidth, Screen.WidthOf(output) - MarginOfPlot);
        foreach (var (latest, points) in rows)
        {
            await output.WriteLineAsync($"{CellText.Visible(latest.Key)}, last {CellText.ForPeople(latest.Value)} at step {latest.Step}");
            foreach (var line in TextPlot.Draw(points.OrderBy(point => point.Step).Select(point => ((double)point.Step, point.Value)), width, PlotHeight))
                await output.WriteLineAsync(line);
            await output.WriteLineAsync();
        }
    }
}
