using System.CommandLine;
using Leat.Artifacts;
using Leat.Cli.CommandLine;
using Leat.Cli.Serving;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Transfer;
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
        "--artifacts", "WHAT", "copy takes the files that a server keeps behind its address (mlflow-artifacts:/…) along; leave leaves all where they are. Default: leave");

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
        var copies = CopiesFiles(reader, from);
        var destination = ArtifactUri.ToAbsolute(reader.Text(_destination) ?? ServerSettings.DefaultArtifactsDestination);
        var console = result.InvocationConfiguration;
        using var interrupt = new Interrupt(cancellationToken);
        var clock = Stopwatch.StartNew();

        await using var source = await SourceOpener.OpenAsync(from, interrupt.Token, reader.Text(_experiment));
        using var target = await ImportTarget.FindAsync(to, dryRun, interrupt.Token);
        await using var store = await CommandStore.OpenAsync(target.Uri, reader, interrupt.Token);
        using var progress = ImportProgressView.On(console.Error, clock);
        var report = await new Importer(source, store, new ImportOptions { DryRun = dryRun }, progress).RunAsync(interrupt.Token);
        var taken = clock.Elapsed;
        var verified = dryRun || reader.IsOn(_noVerify) ? null : await new Verifier(source, store, progress.Again("compared")).RunAsync(interrupt.Token);
        progress.End();
        var files = copies && !dryRun ? new CopiedFiles(destination, await CopyFilesAsync(from, source, destination, reader, interrupt.Token)) : null;
        var view = new ImportReportView(report, verified, files, source.Name, to, dryRun, taken);
        await (isJson ? view.WriteJsonAsync(console.Output) : view.WriteAsync(console.Output));
        return verified is { MissingCount: > 0 } || files is { Report.FaultCount: > 0 } ? ExitCode.Failed : ExitCode.Done;
    }

    /// <exception cref="UsageException">Neither of the two, or a source that is no server.</exception>
    private bool CopiesFiles(SettingReader reader, string source) => (reader.Text(_artifacts) ?? "leave") switch
    {
        "leave" => false,
        "copy" when !File.Exists(source) && StoreUri.Parse(source).Kind == StoreKind.Server => true,
        "copy" => throw new UsageException("Invalid value for --artifacts: files can be copied from a server only, as SOURCE: http://…"),
        var other => throw new UsageException($"Invalid value for --artifacts: '{other}' is neither leave nor copy."),
    };

    private async Task<ArtifactCopyReport> CopyFilesAsync(
        string from, ITransferSource source, string destination, SettingReader reader, CancellationToken cancellationToken)
    {
        await using var server = await ServerStore.OpenAsync(StoreUri.Parse(from), cancellationToken);
        await using var theirs = server.OpenArtifacts();
        await using var ours = new ArtifactRepositoryProvider(new ArtifactRepositoryProviderOptions
        {
            Schemes = _schemes,
            ServeDestination = destination,
            Permissions = FileSettings.ReadPermissions(reader),
            Environment = Environment.GetEnvironmentVariable,
        });
        return await new ArtifactCopier(source, theirs, ours).RunAsync(cancellationToken);
    }
}
