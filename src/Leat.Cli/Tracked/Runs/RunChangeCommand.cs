using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Client;

namespace Leat.Cli.Tracked.Runs;

/// <summary><c>leat runs delete</c> and <c>restore</c>.</summary>
internal sealed class RunChangeCommand : TrackedCommand
{
    private readonly ManyThings _runs = new("run", new Setting("--run-id", "ID", "A run's id; may be given several times", shortForm: "-r"));
    private readonly Func<LeatClient, string, CancellationToken, Task> _change;
    private readonly string _done;

    private RunChangeCommand(TrackingOpener opener, string name, string description, Func<LeatClient, string, CancellationToken, Task> change, string done)
        : base(opener, name, description)
    {
        (_change, _done) = (change, done);
        Add(_runs.Argument);
        Add(_runs.Option);
        Examples = [$"leat runs {name} RUN_ID", $"leat runs {name} --run-id RUN_ID --run-id OTHER_RUN_ID"];
    }

    public override IReadOnlyList<string> Examples { get; }

    public static RunChangeCommand Delete(TrackingOpener opener) => new(
        opener,
        "delete",
        "Deletes runs. They can be restored until 'leat gc' removes them.",
        (client, id, cancellationToken) => client.DeleteRunAsync(id, cancellationToken),
        "deleted");

    public static RunChangeCommand Restore(TrackingOpener opener) => new(
        opener, "restore", "Restores deleted runs.", (client, id, cancellationToken) => client.RestoreRunAsync(id, cancellationToken), "restored");

    protected override void Check(SettingReader reader, ParseResult result) => _runs.Of(reader, result);

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        foreach (var id in _runs.Of(call.Settings, call.Result))
        {
            await _change(call.Client, id, call.Cancellation);
            await call.Output.WriteLineAsync($"Run with ID {id} has been {_done}.");
        }

        return ExitCode.Done;
    }
}
