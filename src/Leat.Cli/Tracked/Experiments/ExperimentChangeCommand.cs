using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Client;
using Leat.Core;

namespace Leat.Cli.Tracked.Experiments;

/// <summary><c>leat experiments delete</c> and <c>restore</c>.</summary>
internal sealed class ExperimentChangeCommand : TrackedCommand
{
    private readonly NamedThing _experiment = ExperimentOption.One();
    private readonly Func<LeatClient, string, CancellationToken, Task> _change;
    private readonly Func<Experiment, string> _done;

    private ExperimentChangeCommand(
        TrackingOpener opener, string name, string description, Func<LeatClient, string, CancellationToken, Task> change, Func<Experiment, string> done)
        : base(opener, name, description)
    {
        (_change, _done) = (change, done);
        Add(_experiment.Argument);
        Add(_experiment.Option);
        Examples = [$"leat experiments {name} vision/classify", $"leat experiments {name} --experiment-id 2"];
    }

    public override IReadOnlyList<string> Examples { get; }

    public static ExperimentChangeCommand Delete(TrackingOpener opener) => new(
        opener,
        "delete",
        "Deletes an experiment with its runs. Both can be restored until 'leat gc' removes them.",
        (client, id, cancellationToken) => client.DeleteExperimentAsync(id, cancellationToken),
        experiment => $"Experiment with ID {experiment.ExperimentId} has been deleted.");

    public static ExperimentChangeCommand Restore(TrackingOpener opener) => new(
        opener,
        "restore",
        "Restores a deleted experiment with its runs.",
        (client, id, cancellationToken) => client.RestoreExperimentAsync(id, cancellationToken),
        experiment => $"Experiment with id {experiment.ExperimentId} has been restored.");

    protected override void Check(SettingReader reader, ParseResult result) => _experiment.Of(reader, result);

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var experiment = await ExperimentFinder.FindAsync(call.Client, _experiment.Of(call), call.Cancellation);
        await _change(call.Client, experiment.ExperimentId, call.Cancellation);
        await call.Output.WriteLineAsync(_done(experiment));
        return ExitCode.Done;
    }
}
