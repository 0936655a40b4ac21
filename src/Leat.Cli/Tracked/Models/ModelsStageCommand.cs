using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Core;

namespace Leat.Cli.Tracked.Models;

/// <summary><c>leat models stage</c>.</summary>
internal sealed class ModelsStageCommand : TrackedCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The registered model's name." };
    private readonly Argument<string> _version = new("VERSION") { Description = "The number of the version." };
    private readonly Argument<string> _stage = new("STAGE") { Description = "None, Staging, Production or Archived." };
    private readonly Switch _archive = new("--archive-existing-versions", "Moves the versions that are in the stage to Archived.");

    public ModelsStageCommand(TrackingOpener opener)
        : base(opener, "stage", "Moves a version of a registered model to a stage.")
    {
        Add(_name);
        Add(_version);
        Add(_stage);
        Add(_archive);
    }

    public override IReadOnlyList<string> Examples { get; } = ["leat models stage iris 1 Production --archive-existing-versions"];

    protected override void Check(SettingReader reader, ParseResult result)
    {
        Registry.VersionOf(result.GetRequiredValue(_version));
        if (!ModelStages.TryParse(result.GetRequiredValue(_stage), out _))
            throw new UsageException($"Invalid value for STAGE: '{result.GetValue(_stage)}' is none of None, Staging, Production and Archived.");
    }

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var model = await Registry.FindAsync(call, call.Result.GetRequiredValue(_name));
        var stage = ModelStages.Parse(call.Result.GetRequiredValue(_stage));
        var version = await Registry.Of(call).TransitionStageAsync(
            model.Name, Registry.VersionOf(call.Result.GetRequiredValue(_version)), stage, call.Settings.IsOn(_archive), call.Cancellation);
        await call.Output.WriteLineAsync($"Version {version.Version} of model '{model.Name}' is in the stage {version.Stage.WireName()}.");
        return ExitCode.Done;
    }
}
