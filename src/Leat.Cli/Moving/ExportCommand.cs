using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Cli.Serving;
using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sqlite;
using Leat.Transfer;
using Leat.Transfer.Stores;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Leat.Cli.Moving;

/// <summary><c>leat export</c>: writes what a store holds in MLflow's own form, or as tables.</summary>
internal sealed class ExportCommand : Command, IExamples
{
    private readonly Argument<string> _target = new("TARGET")
    {
        Description = "What to make: a SQLite database with the tables of MLflow 3.6 (mlflow.db, sqlite:///mlflow.db), a directory in the form of MLflow's file store (./mlruns), or a directory of Parquet files for DuckDB, pandas and the like (./parquet).",
    };

    private readonly Setting _format = new("--format", "FORM", $"{ExportTarget.FormNames}. Default: as the name of TARGET says");
    private readonly Setting _from = new("--from", "URI", "What to export: a store of Leat, or what leat import reads. Default: sqlite:///leat.db", "MLFLOW_BACKEND_STORE_URI");
    private readonly Setting _experiments = new("--experiment-id", "LIST", "Only these experiments, comma-separated, and no registered models", shortForm: "-x");
    private readonly Setting _filter = new(
        "--filter", "FILTER", "Only active runs that match, with their experiments, logged models and traces, and no registered models: metrics.accuracy > 0.9", shortForm: "-f");

    private readonly Switch _noVerify = new("--no-verify", "Does not compare both sides at the end, as leat verify does.");
    private readonly ReportForm _output = new();

    public ExportCommand()
        : base("export", "Writes what a store holds into a new MLflow database, mlruns directory or directory of Parquet files, with its ids and times.")
    {
        Add(_target);
        foreach (var option in (Option[])[_format, _from, _experiments, _filter, _noVerify, _output.Option])
            Add(option);
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "leat export mlflow.db",
        "leat export ./mlruns",
        "leat export ./parquet",
        "leat export best.db --filter \"metrics.accuracy > 0.9\"",
        "leat export backup --format mlruns --output json",
        "leat export sqlite:///mlflow.db --from postgresql://leat:PASSWORD@db.example.com/leat --experiment-id 1,2",
    ];

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        EnvironmentFile.Apply(result);
        var reader = new SettingReader(result, Environment.GetEnvironmentVariable);
        var isJson = _output.IsJson(reader);
        var target = ExportTarget.Parse(result.GetRequiredValue(_target), reader.Text(_format));
        var filter = reader.Text(_filter) is { } text ? RunSearch.ParseFilter(text) : null;
        var from = reader.Text(_from) ?? ServerSettings.DefaultStore;
        var console = result.InvocationConfiguration;
        using var interrupt = new Interrupt(cancellationToken);
        using var progress = ImportProgressView.On(console.Error, Stopwatch.StartNew());

        await using var source = await SourceOpener.OpenAsync(from, interrupt.Token);
        if (filter is not null)
            Choose(source, filter);
        var report = await WriteAsync(source, target, reader.List(_experiments)?.ToHashSet(StringComparer.Ordinal), progress, interrupt.Token);
        var verified = reader.IsOn(_noVerify) || source is not StoreSource || target.SourceUri is not { } written
            ? null
            : await VerifyAsync(written, target.Form, from, reader, progress, interrupt.Token);
        progress.End();
        var view = new ExportReportView(report, verified, source.Name, target);
        await (isJson ? view.WriteJsonAsync(console.Output) : view.WriteAsync(console.Output));
        return verified is { DifferenceCount: > 0 } ? ExitCode.Failed : ExitCode.Done;
    }

    /// <exception cref="UsageException">The source cannot search.</exception>
    private static void Choose(ITransferSource source, SearchFilter<Run> filter)
    {
        if (source is not StoreSource store)
            throw new UsageException($"--filter needs a store of Leat or a server to search in; {source.Name} is none: import it first.");
        store.ChosenRuns = filter;
    }

    private static Task<ExportReport> WriteAsync(
        ITransferSource source, ExportTarget target, IReadOnlySet<string>? experiments, IProgress<ImportProgress> progress, CancellationToken cancellationToken) =>
        target.Form switch
        {
            ExportForm.Database => WriteDatabaseAsync(source, target.Path, experiments, progress, cancellationToken),
            ExportForm.Parquet => new ParquetExporter(source, target.Path, experiments, progress).RunAsync(cancellationToken),
            _ => new MlrunsExporter(source, target.Path, experiments, progress).RunAsync(cancellationToken),
        };

    /// <summary>What is named in the end is whole: until then the file has another name.</summary>
    private static async Task<ExportReport> WriteDatabaseAsync(
        ITransferSource source, string path, IReadOnlySet<string>? experiments, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        if (File.Exists(path))
            throw LeatException.AlreadyExists($"'{path}' is there already. Name a file that is not: an export makes a new database.");
        var partial = $"{path}.{Guid.NewGuid():n}.partial";
        try
        {
            ExportReport report;
            await using (var target = await SqliteStore.CreateForeignAsync(partial, cancellationToken))
                report = await new MlflowExporter(source, target, experiments, progress).RunAsync(cancellationToken);
            File.Move(partial, path);
            return report;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static async Task<VerifyReport> VerifyAsync(
        string target, ExportForm form, string from, SettingReader reader, ImportProgressView progress, CancellationToken cancellationToken)
    {
        await using var written = await SourceOpener.OpenAsync(target, cancellationToken);
        var uri = StoreUri.Parse(File.Exists(from) ? $"sqlite:///{from}" : from);
        await using var store = uri.Kind == StoreKind.Server
            ? await ServerStore.OpenAsync(uri, cancellationToken)
            : await CommandStore.OpenAsync(uri, reader, cancellationToken);
        return await new Verifier(written, store, progress.Again("compared")) { SpansMoved = form == ExportForm.Mlruns }.RunAsync(cancellationToken);
    }
}
