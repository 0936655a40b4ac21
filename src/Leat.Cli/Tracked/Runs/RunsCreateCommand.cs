using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Cli.Output;
using Leat.Cli.Tracked.Experiments;
using Leat.Core;

namespace Leat.Cli.Tracked.Runs;

/// <summary><c>leat runs create</c>.</summary>
internal sealed class RunsCreateCommand : TrackedCommand
{
    private readonly Setting _experiment = new("--experiment-id", "ID", "The experiment's id or name. Default: Default", "MLFLOW_EXPERIMENT_ID", "-x");
    private readonly Setting _experimentName = new("--experiment-name", "NAME", "The experiment's name", "MLFLOW_EXPERIMENT_NAME");
    private readonly Setting _name = new("--run-name", "NAME", "The run's name. Default: drawn at random");
    private readonly Setting _description = new("--description", "TEXT", "A note on it");
    private readonly Setting _tags = new("--tags", "KEY=VALUE", "A tag; may be given several times", shortForm: "-t");
    private readonly Setting _status = new("--status", "STATUS", "What it ends with: FINISHED, FAILED or KILLED; or RUNNING. Default: FINISHED");
    private readonly Setting _parent = new("--parent-run-id", "ID", "The run that it is a child of");
    private readonly OutputOption _output = new();

    public RunsCreateCommand(TrackingOpener opener)
        : base(opener, "create", "Creates a run, which has ended unless --status RUNNING is given.")
    {
        Add(_experiment, _experimentName, _name, _description, _tags, _status, _parent, _output.Option);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "leat runs create -x vision/classify --run-name baseline --tags team=vision",
        "leat runs create --status RUNNING --output plain",
    ];

    protected override void Check(SettingReader reader, ParseResult result) => StatusOf(reader);

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var settings = call.Settings;
        var given = settings.IsOnCommandLine(_experimentName) ? settings.Text(_experimentName) : settings.Text(_experiment) ?? settings.Text(_experimentName);
        var experiment = await ExperimentFinder.FindAsync(call.Client, given ?? Experiment.DefaultName, call.Cancellation);
        var run = await call.Client.CreateRunAsync(experiment.ExperimentId, settings.Text(_name), TagsOf(call), cancellationToken: call.Cancellation);
        var status = StatusOf(settings);
        if (status != RunStatus.Running)
            await call.Client.SetTerminatedAsync(run.Info.RunId, status, cancellationToken: call.Cancellation);
        var sheet = new Sheet();
        sheet.Add("Run id", "run_id", run.Info.RunId);
        sheet.Add("Experiment id", "experiment_id", experiment.ExperimentId);
        sheet.Add("Status", "status", status.WireName());
        sheet.Add("Name", "run_name", run.Info.RunName);
        await sheet.WriteAsync(call.Output, _output.Of(settings));
        return ExitCode.Done;
    }

    private Dictionary<string, string> TagsOf(TrackedCall call)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["mlflow.user"] = Environment.UserName };
        foreach (var (key, value) in call.Settings.IsOnCommandLine(_tags) ? call.Result.GetValue(_tags)!.Select(text => Pairs.Parse(text, _tags.Name)) : [])
            tags[key] = value;
        if (call.Settings.Text(_description) is { } note)
            tags["mlflow.note.content"] = note;
        if (call.Settings.Text(_parent) is { } parent)
            tags["mlflow.parentRunId"] = parent;
        return tags;
    }

    private RunStatus StatusOf(SettingReader reader) => reader.Text(_status) is not { } text
        ? RunStatus.Finished
        : RunStatuses.TryParse(text.ToUpperInvariant(), out var status) && status != RunStatus.Scheduled
            ? status
            : throw new UsageException($"Invalid value for --status: '{text}' is none of FINISHED, FAILED, KILLED and RUNNING.");
}
