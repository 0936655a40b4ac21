using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Cli.Output;
using Leat.Core;

namespace Leat.Cli.Tracked.Runs;

/// <summary><c>leat runs show</c>.</summary>
internal sealed class RunsShowCommand : TrackedCommand
{
    /// <summary>Tags that say what other lines say, or nothing to people.</summary>
    private const string SystemTags = "mlflow.";

    private readonly NamedThing _run = RunOption.One();
    private readonly OutputOption _output = new();

    public RunsShowCommand(TrackingOpener opener)
        : base(opener, "show", "Shows a run: its attributes, params, latest metrics, tags, datasets and models.")
    {
        Aliases.Add("describe");
        Add(_run.Argument);
        Add(_run.Option, _output.Option);
    }

    public override IReadOnlyList<string> Examples { get; } = ["leat runs show RUN_ID", "leat runs show RUN_ID --output json"];

    protected override void Check(SettingReader reader, ParseResult result) => _run.Of(reader, result);

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var form = _output.Of(call.Settings);
        var run = await call.Client.GetRunAsync(_run.Of(call), call.Cancellation);
        await SheetOf(run, form == OutputForm.Table).WriteAsync(call.Output, form);
        return ExitCode.Done;
    }

    private static Sheet SheetOf(Run run, bool isForPeople)
    {
        var sheet = new Sheet();
        foreach (var column in RunColumns.Named(["run_id", "run_name", "experiment_id", "status", "start_time", "end_time", "duration_s", "user_id", "lifecycle_stage", "artifact_uri"]))
            sheet.Add(column.Title, column.Key, column.Value(run));
        sheet.AddMap("Params", "params", Sorted(run.Data.Params, param => (param.Key, param.Value)));
        sheet.AddMap("Metrics (latest)", "metrics", Sorted(run.Data.Metrics, metric => (metric.Key, metric.Value)));
        var tags = run.Data.Tags.Where(tag => !isForPeople || !tag.Key.StartsWith(SystemTags, StringComparison.Ordinal) || tag.Key == "mlflow.note.content");
        sheet.AddMap("Tags", "tags", Sorted(tags, tag => (tag.Key, tag.Value)));
        sheet.AddMap("Datasets", "datasets", Sorted(run.Inputs.Datasets, input => (input.Dataset.Name, input.Dataset.Digest)));
        sheet.AddMap("Models", "models", run.Outputs.Select(output => (output.ModelId, (object?)$"step {output.Step}")));
        return sheet;
    }

    private static IEnumerable<(string Key, object? Value)> Sorted<T>(IEnumerable<T> things, Func<T, (string Key, object? Value)> pair) =>
        things.Select(pair).DistinctBy(one => one.Key).OrderBy(one => one.Key, StringComparer.Ordinal);
}
