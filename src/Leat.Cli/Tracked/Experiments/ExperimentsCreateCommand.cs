using System.CommandLine;
using Leat.Cli.CommandLine;

namespace Leat.Cli.Tracked.Experiments;

/// <summary><c>leat experiments create</c>.</summary>
internal sealed class ExperimentsCreateCommand : TrackedCommand
{
    private readonly NamedThing _name = new("name", "Its name, which no other experiment has.", new Setting("--experiment-name", "NAME", "The name", shortForm: "-n"));
    private readonly Setting _location = new("--artifact-location", "URI", "Where files of its runs go. Default: where the server keeps them", shortForm: "-l");

    public ExperimentsCreateCommand(TrackingOpener opener)
        : base(opener, "create", "Creates an experiment.")
    {
        Add(_name.Argument);
        Add(_name.Option, _location);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "leat experiments create vision/segment",
        "leat experiments create --experiment-name vision --artifact-location s3://bucket/vision",
    ];

    protected override void Check(SettingReader reader, ParseResult result) => _name.Of(reader, result);

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var name = _name.Of(call);
        var id = await call.Client.CreateExperimentAsync(name, call.Settings.Text(_location), cancellationToken: call.Cancellation);
        await call.Output.WriteLineAsync($"Created experiment '{name}' with id {id}");
        return ExitCode.Done;
    }
}
