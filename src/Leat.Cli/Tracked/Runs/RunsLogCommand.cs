using System.CommandLine;
using System.Globalization;
using Leat.Cli.CommandLine;
using Leat.Cli.Upkeep;
using Leat.Core;

namespace Leat.Cli.Tracked.Runs;

/// <summary><c>leat runs log</c>.</summary>
internal sealed class RunsLogCommand : TrackedCommand
{
    private readonly NamedThing _run = RunOption.One();
    private readonly Setting _metrics = new("--metric", "KEY=VALUE", "A metric; may be given several times", shortForm: "-m");
    private readonly Setting _params = new("--param", "KEY=VALUE", "A param; may be given several times", shortForm: "-p");
    private readonly Setting _tags = new("--tag", "KEY=VALUE", "A tag; may be given several times", shortForm: "-t");
    private readonly Setting _step = new("--step", "N", "The step of the metrics. Default: 0");

    public RunsLogCommand(TrackingOpener opener)
        : base(opener, "log", "Logs metrics, params and tags to a run, all or none.")
    {
        Add(_run.Argument);
        Add(_run.Option, _metrics, _params, _tags, _step);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "leat runs log RUN_ID --metric loss=0.25 --metric accuracy=0.91 --step 3",
        "leat runs log RUN_ID --param lr=0.01 --tag team=vision",
    ];

    protected override void Check(SettingReader reader, ParseResult result)
    {
        _run.Of(reader, result);
        BatchOf("0", reader, result, InputLimits.Default);
    }

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var run = _run.Of(call);
        var batch = BatchOf(run, call.Settings, call.Result, call.Client.Store.Features.Limits);
        await call.Client.Store.Runs.LogAsync(batch, call.Cancellation);
        await call.Output.WriteLineAsync($"Logged to run {run}: {ByteText.Count(batch.Metrics.Count, "metric")}, {ByteText.Count(batch.Params.Count, "param")}, {ByteText.Count(batch.Tags.Count, "tag")}.");
        return ExitCode.Done;
    }

    private LogBatch BatchOf(string run, SettingReader reader, ParseResult result, InputLimits limits)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var step = StepOf(reader);
        var metrics = PairsOf(_metrics, reader, result).Select(pair => new Metric(pair.Key, NumberOf(pair.Value), now, step)).ToList();
        var parameters = PairsOf(_params, reader, result).Select(pair => new Param(pair.Key, pair.Value)).ToList();
        var tags = PairsOf(_tags, reader, result).Select(pair => new Tag(pair.Key, pair.Value)).ToList();
        return metrics.Count + parameters.Count + tags.Count > 0
            ? LogBatch.Create(run, metrics, parameters, tags, limits)
            : throw new UsageException("Say what to log: --metric, --param or --tag KEY=VALUE");
    }

    private static IEnumerable<(string Key, string Value)> PairsOf(Setting option, SettingReader reader, ParseResult result) =>
        reader.IsOnCommandLine(option) ? result.GetValue(option)!.Select(text => Pairs.Parse(text, option.Name)) : [];

    private static double NumberOf(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new UsageException($"Invalid value for --metric: '{text}' is not a number.");

    private long StepOf(SettingReader reader) => reader.Text(_step) is not { } text
        ? 0
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var step)
            ? step
            : throw new UsageException($"Invalid value for --step: '{text}' is not a whole number.");
}
