using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Cli.Tracked.Runs;

namespace Leat.Cli.Tracked.Artifacts;

/// <summary><c>leat artifacts upload</c>, and the two commands into which MLflow divides it.</summary>
internal sealed class ArtifactsUploadCommand : TrackedCommand
{
    private const string ShownName = "upload";

    private readonly Argument<string?> _source = new("SOURCE") { Description = "A file, or a directory, which is uploaded under its own name.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Setting _local;
    private readonly Setting _run = RunOption.One().Option;
    private readonly Setting _path = ArtifactOption.Path("The run's directory to put it in. Default: its root");
    private readonly bool _isContents;

    private ArtifactsUploadCommand(TrackingOpener opener, string name, string description, Setting local, bool isContents)
        : base(opener, name, description)
    {
        (_local, _isContents) = (local, isContents);
        // MLflow's words are understood, and one of ours is shown.
        Hidden = name != ShownName;
        Add(_source);
        Add(_run, _local, _path);
        Examples = [$"leat artifacts {name} {(isContents ? "results" : "model.onnx")} --run-id RUN_ID", $"leat artifacts {name} results --run-id RUN_ID --artifact-path final"];
    }

    public override IReadOnlyList<string> Examples { get; }

    public static ArtifactsUploadCommand Upload(TrackingOpener opener) => new(
        opener, ShownName, "Uploads a file, or a directory with all that it holds, to a run.", LocalFile, isContents: false);

    public static ArtifactsUploadCommand LogArtifact(TrackingOpener opener) => new(
        opener, "log-artifact", "Uploads a file to a run.", LocalFile, isContents: false);

    public static ArtifactsUploadCommand LogArtifacts(TrackingOpener opener) => new(
        opener, "log-artifacts", "Uploads what a directory holds to a run.", new Setting("--local-dir", "DIRECTORY", "The directory", shortForm: "-l"), isContents: true);

    private static Setting LocalFile => new("--local-file", "FILE", "The file or directory", shortForm: "-l");

    protected override void Check(SettingReader reader, ParseResult result)
    {
        var source = SourceOf(reader, result);
        if (reader.Text(_run) is null)
            throw new UsageException("Say which run: --run-id ID");
        if (!Directory.Exists(source) && (_isContents || !File.Exists(source)))
            throw new UsageException($"There is no {(_isContents ? "directory" : "file or directory")} '{source}'.");
    }

    protected override async Task<int> RunAsync(TrackedCall call)
    {
        var (source, run, path) = (SourceOf(call.Settings, call.Result), call.Settings.Text(_run)!, call.Settings.Text(_path));
        await (_isContents
            ? call.Client.LogArtifactsAsync(run, source, path, call.Cancellation)
            : call.Client.LogArtifactAsync(run, source, path, call.Cancellation));
        await call.Output.WriteLineAsync($"Uploaded '{source}' to run {run}{(path is null ? "" : $", in {path}")}.");
        return ExitCode.Done;
    }

    private string SourceOf(SettingReader reader, ParseResult result) =>
        result.GetValue(_source) ?? reader.Text(_local) ?? throw new UsageException("Say what to upload.");
}
