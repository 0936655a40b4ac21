using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Cli.Serving;
using Leat.Cli.Upkeep;
using Leat.Core;
using Leat.Transfer;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Leat.Cli.Moving;

/// <summary><c>leat verify</c>: compares a source with a store.</summary>
internal sealed class VerifyCommand : Command, IExamples
{
    private readonly Argument<string> _source = new("SOURCE") { Description = "What was imported, as with leat import." };
    private readonly Argument<string> _target = new("TARGET") { Description = "The store, as with --backend-store-uri, or a server of MLflow or Leat (http://localhost:5000)." };
    private readonly Setting _experiment = new("--experiment-name", "NAME", "The experiment that runs of TensorBoard came into, as with leat import");
    private readonly ReportForm _output = new();

    public VerifyCommand()
        : base("verify", "Compares all that an MLflow database, an mlruns directory, a log directory of TensorBoard or a server holds with the same things in a store, and names what differs.")
    {
        Add(_source);
        Add(_target);
        Add(_experiment);
        Add(_output.Option);
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "leat verify sqlite:///mlflow.db sqlite:///leat.db",
        "leat verify ./mlruns sqlite:///leat.db --output json",
        "leat verify https://mlflow.example.com sqlite:///leat.db",
        "leat verify sqlite:///leat.db http://localhost:5000",
    ];

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        EnvironmentFile.Apply(result);
        var reader = new SettingReader(result, Environment.GetEnvironmentVariable);
        var isJson = _output.IsJson(reader);
        var target = StoreUri.Parse(result.GetRequiredValue(_target));
        StoreFile.RequireExisting(target);
        var console = result.InvocationConfiguration;
        using var interrupt = new Interrupt(cancellationToken);

        await using var store = await OpenTargetAsync(target, reader, interrupt.Token);
        await using var source = await SourceOpener.OpenAsync(result.GetRequiredValue(_source), interrupt.Token, reader.Text(_experiment));
        using var progress = ImportProgressView.On(console.Error, Stopwatch.StartNew());
        var report = await new Verifier(source, store, progress).RunAsync(interrupt.Token);
        progress.End();
        await (isJson
            ? ReportForm.WriteJsonAsync(console.Output, json => VerifyReportView.Write(report, json))
            : VerifyReportView.WriteAsync(report, console.Output));
        return report.DifferenceCount == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<ITrackingStore> OpenTargetAsync(StoreUri target, SettingReader reader, CancellationToken cancellationToken)
    {
        if (target.Kind == StoreKind.Server)
            return await ServerStore.OpenAsync(target, cancellationToken);
        if (await StoreSchema.IsEmptyAsync(target, cancellationToken))
            throw LeatException.DoesNotExist($"The database {target} holds no store of Leat.");
        return await CommandStore.OpenAsync(target, reader, cancellationToken);
    }
}
