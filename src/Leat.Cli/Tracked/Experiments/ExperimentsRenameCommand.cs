using System.CommandLine;
using Leat.Cli.CommandLine;

namespace Leat.Cli.Tracked.Experiments;

/// <summary><c>leat experiments rename</c>.</summary>
internal sealed class ExperimentsRenameCommand : TrackedCommand
{
    private readonly NamedThing _experiment = ExperimentOption.One();
    private readonly Setting _newName = new("--new-name", "NAME", "The new name, which no other experiment has");

    public ExperimentsRenameCommand(TrackingOpener opener)
        : base(opener, "rename", "Gives an experiment another name.")
    {
        Add(_experiment.Argument);
        Add(_experiment.Option, _newName);
    }

    public override IReadOnlyList<string> Examples { get; } = ["leat experiments rename vision/detect --new-name vision/detect-2025"];

    protected override void Check(SettingReader reader, ParseResult result)
    {
        _experiment.Of(reader, result);
        NewName(reader);
    }

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var name = NewName(call.Settings);
        var experiment = await ExperimentFinder.FindAsync(call.Client, _experiment.Of(call), call.Cancellation);
        await call.Client.RenameExperimentAsync(experiment.ExperimentId, name, call.Cancellation);
        await call.Output.WriteLineAsync($"Experiment with id {experiment.ExperimentId} has been renamed to '{name}'.");
        return ExitCode.Done;
    }

    private string NewName(SettingReader reader) => reader.Text(_newName) ?? throw new UsageException("Say the new name: --new-name NAME");
}
