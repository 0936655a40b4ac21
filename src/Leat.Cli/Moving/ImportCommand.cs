using System.CommandLine;
using Leat.Artifacts;
using Leat.Cli.CommandLine;
using Leat.Cli.Serving;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Transfer;
using Leat.Transfer.Stores;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Leat.Cli.Moving;

/// <summary><c>leat import</c>: brings what another tracking store holds.</summary>
internal sealed class ImportCommand : Command, IExamples
{
    private readonly Argument<string> _source = new("SOURCE")
    {
        Description = "An MLflow database (sqlite:///mlflow.db, a path to its file, postgresql://…, mysql://…), a directory of MLflow's file store (./mlruns), a log directory of TensorBoard (./runs), a server of MLflow or Leat (http://localhost:5000), or another store of Leat. It is only read.",
    };

    private readonly Setting _to = new(
        "--to", "URI", "The store to import into; it is created if need be. Default: sqlite:///leat.db", "MLFLOW_BACKEND_STORE_URI");

    private readonly Setting _experiment = new(
        "--experiment-name", "NAME", "The experiment that runs of TensorBoard come into. Default: the name of the log directory");

    private readonly Switch _dryRun = new("--dry-run", "Says what would come and changes nothing.");
    private readonly Switch _noVerify = new("--no-verify", "Does not compare both sides at the end, as leat verify does.");
    private readonly Setting _artifacts = new(
        "--artifacts", "WHAT", "copy takes along the files that a server keeps behind its address (mlflow-artifacts:/…), or the images and texts of TensorBoard; leave leaves all where they are. Default: copy from TensorBoard, leave otherwise");

    private readonly Setting _destination = new(
        "--artifacts-destination", "URI", "Where copied files go, as with leat server. Default: ./mlartifacts", "MLFLOW_ARTIFACTS_DESTINATION");

    private readonly ReportForm _output = new();
    private readonly ArtifactSchemes _schemes;

    /// <param name="schemes">The stores of artifacts that may be opened.</param>
    public ImportCommand(ArtifactSchemes schemes)
        : base("import", "Brings what an MLflow database, an mlruns directory, a log directory of TensorBoard or a server holds, with its ids and times; may be interrupted and repeated.")
    {
        _schemes = schemes;
        Add(_source);
        foreach (var option in (Option[])[_to, _experiment, _dryRun, _noVerify, _artifacts, _destination, _output.Option])
            Add(option);
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "leat import ./mlruns --dry-run",
        "leat import ./runs --experiment-name cifar",
        "leat import sqlite:///mlflow.db --to sqlite:///leat.db",
        "leat import sqlite:///leat.db --to postgresql://leat:PASSWORD@db.example.com/leat",
        "leat import https://mlflow.example.com --to sqlite:///leat.db",
        "leat import https://mlflow.example.com --artifacts copy --artifacts-destination ./mlartifacts",
        "leat import postgresql://mlflow:PASSWORD@db.example.com/mlflow --to postgresql://leat:PASSWORD@db.example.com/leat",
    ];

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        EnvironmentFile.Apply(result);
        var reader = new SettingReader(result, Environment.GetEnvironmentVariable);
        var isJson = _output.IsJson(reader);
        var to = StoreUri.Parse(reader.Text(_to) ?? ServerSettings.DefaultStore);
        var dryRun = reader.IsOn(_dryRun);
        var from = result.GetRequiredValue(_source);
        var choice = ChoiceOf(reader, from);
        var destination = ArtifactUri.ToAbsolute(reader.Text(_destination) ?? ServerSettings.DefaultArtifactsDestination);
        var console = result.InvocationConfiguration;
        using var interrupt = new Interrupt(cancellationToken);
        var clock = Stopwatch.StartNew();

        await using var source = await SourceOpener.OpenAsync(from, interrupt.Token, reader.Text(_experiment));
        if (choice is true && source is not (IArtifactSource or StoreSource))
            throw NoFiles();
        var copies = choice ?? source is IArtifactSource;
        using var target = await ImportTarget.FindAsync(to, dryRun, interrupt.Token);
        await using var store = await CommandStore.OpenAsync(target.Uri, reader, interrupt.Token);
        using var progress = ImportProgressView.On(console.Error, clock);
        await using var places = copies ? OpenFiles(destination, reader) : null;
        var report = await new Importer(source, store, new ImportOptions { DryRun = dryRun, Artifacts = places }, progress).RunAsync(interrupt.Token);
        var taken = clock.Elapsed;
        var verified = dryRun || reader.IsOn(_noVerify) ? null : await new Verifier(source, store, progress.Again("compared")).RunAsync(interrupt.Token);
        progress.End();
        var copied = report.Files.Added + report.Files.Kept > 0 ? new ArtifactCopyReport(report.Files.Added, report.Files.Bytes, report.Files.Kept, 0, [], 0)
            : places is not null && source is not IArtifactSource && !dryRun ? await CopyFilesAsync(from, source, places, interrupt.Token)
            : null;
        var files = copied is null ? null : new CopiedFiles(destination, copied);
        var view = new ImportReportView(report, verified, files, source.Name, to, dryRun, taken);
        await (isJson ? view.WriteJsonAsync(console.Output) : view.WriteAsync(console.Output));
        return verified is { MissingCount: > 0 } || files is { Report.FaultCount: > 0 } ? ExitCode.Failed : ExitCode.Done;
    }

    /// <summary>Whether files are to be copied; null if nobody said.</summary>
    /// <exception cref="UsageException">Neither of the two, or a source that cannot have files.</exception>
    private bool? ChoiceOf(SettingReader reader, string from) => reader.Text(_artifacts) switch
    {
        null => null,
        "leave" => false,
        "copy" when !File.Exists(from) && StoreUri.Parse(from).Kind is StoreKind.Server or StoreKind.Directory => true,
        "copy" => throw NoFiles(),
        var other => throw new UsageException($"Invalid value for --artifacts: '{other}' is neither leave nor copy."),
    };

    private static UsageException NoFiles() =>
        new("Invalid value for --artifacts: files can be copied from a server (http://…) and from a log directory of TensorBoard only.");

    private static async Task<ArtifactCopyReport> CopyFilesAsync(string from, ITransferSource source, ArtifactRepositoryProvider ours, CancellationToken cancellationToken)
    {
        await using var server = await ServerStore.OpenAsync(StoreUri.Parse(from), cancellationToken);
        await using var theirs = server.OpenArtifacts();
        return await new ArtifactCopier(source, theirs, ours).RunAsync(cancellationToken);
    }

    private ArtifactRepositoryProvider OpenFiles(string destination, SettingReader reader) => new(new ArtifactRepositoryProviderOptions
    {
        Schemes = _schemes,
        ServeDestination = destination,
        Permissions = FileSettings.ReadPermissions(reader),
        Environment = Environment.GetEnvironmentVariable,
    });
}
