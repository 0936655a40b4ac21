using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Cli.Tracked.Runs;

namespace Leat.Cli.Tracked.Artifacts;

/// <summary><c>leat artifacts download</c>.</summary>
internal sealed class ArtifactsDownloadCommand : TrackedCommand
{
    private readonly NamedThing _run = RunOption.One();
    private readonly Setting _path = ArtifactOption.Path("A file or directory of the run. Default: all");
    private readonly Setting _to = new("--dst-path", "DIRECTORY", "Where to, on this machine. Default: a directory named as the run's id", shortForm: "-d");

    public ArtifactsDownloadCommand(TrackingOpener opener)
        : base(opener, "download", "Downloads a file or directory of a run, and says where it is.")
    {
        Add(_run.Argument);
        Add(_run.Option, _path, _to);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "leat artifacts download RUN_ID --dst-path results",
        "leat artifacts download RUN_ID --artifact-path model/MLmodel --dst-path .",
    ];

    protected override void Check(SettingReader reader, ParseResult result) => _run.Of(reader, result);

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var run = _run.Of(call);
        var local = await call.Client.DownloadArtifactsAsync(run, call.Settings.Text(_path), call.Settings.Text(_to) ?? Path.GetFileName(run), call.Cancellation);
        await call.Output.WriteLineAsync(local);
        return ExitCode.Done;
    }
}
