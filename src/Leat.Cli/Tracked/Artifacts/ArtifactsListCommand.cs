using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Cli.Output;
using Leat.Cli.Tracked.Runs;
using Leat.Core.Artifacts;

namespace Leat.Cli.Tracked.Artifacts;

/// <summary><c>leat artifacts list</c>.</summary>
internal sealed class ArtifactsListCommand : TrackedCommand
{
    private readonly NamedThing _run = RunOption.One();
    private readonly Setting _path = ArtifactOption.Path("The directory to list. Default: the run's root");
    private readonly Switch _all = new("--recursive", "Also what lies in directories, however deep.");
    private readonly OutputOption _output = new();

    public ArtifactsListCommand(TrackingOpener opener)
        : base(opener, "list", "Lists files of a run.")
    {
        Aliases.Add("ls");
        Add(_run.Argument);
        Add(_run.Option, _path, _all, _output.Option);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "leat artifacts list RUN_ID",
        "leat artifacts list RUN_ID --artifact-path model --recursive --output json",
    ];

    protected override void Check(SettingReader reader, ParseResult result) => _run.Of(reader, result);

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var form = _output.Of(call.Settings);
        var entries = await ReadAsync(call, _run.Of(call), call.Settings.Text(_path)).ToListAsync(call.Cancellation);
        await new Listing<ArtifactEntry>(
            [
                new("Path", "path", entry => form == OutputForm.Table && entry.IsDirectory ? entry.Path + "/" : entry.Path),
                new("Directory", "is_dir", entry => entry.IsDirectory),
                new("Bytes", "file_size", entry => entry.Size),
            ]).WriteAsync(call.Output, form, entries);
        if (entries.Count == 0)
            await call.Error.WriteLineAsync("No files.");
        return ExitCode.Done;
    }

    private async IAsyncEnumerable<ArtifactEntry> ReadAsync(TrackedCall call, string run, string? path)
    {
        var folders = new Stack<string?>([path]);
        while (folders.TryPop(out var folder))
        {
            await foreach (var entry in call.Client.ListArtifactsAsync(run, folder, call.Cancellation))
            {
                yield return entry;
                if (entry.IsDirectory && call.Settings.IsOn(_all))
                    folders.Push(entry.Path);
            }
        }
    }
}
