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
    private readonly Argument<string> _target = new("TARGET") { Description = "The store, as with --backend-store-uri." };
    private readonly ReportForm _output = new();

    public VerifyCommand()
        : base("verify", "Compares all that an MLflow database or an mlruns directory holds with the same things in a store, and names what differs.")
    {
        Add(_source);
        Add(_target);
        Add(_output.Option);
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; } = ["leat verify sqlite:///mlflow.db sqlite:///leat.db", "leat verify ./mlruns sqlite:///leat.db --output json"];

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        EnvironmentFile.Apply(result);
        var reader = new SettingReader(result, Environment.GetEnvironmentVariable);
        var isJson = _output.IsJson(reader);
        var target = StoreUri.Parse(result.GetRequiredValue(_target));
        StoreFile.RequireExisting(target);
        var console = result.InvocationConfiguration;
        using var interrupt = new Interrupt(cancellationToken);

        if (await StoreSchema.IsEmptyAsync(target, interrupt.Token))
            throw LeatException.DoesNotExist($"The database {target} holds no store of Leat.");
        await using var source = await SourceOpener.OpenAsync(result.GetRequiredValue(_source), interrupt.Token);
        await using var store = await CommandStore.OpenAsync(target, reader, interrupt.Token);
        using var progress = ImportProgressView.On(console.Error, Stopwatch.StartNew());
        var report = await new Verifier(source, store, progress).RunAsync(interrupt.Token);
        progress.End();
        await (isJson
            ? ReportForm.WriteJsonAsync(console.Output, json => VerifyReportView.Write(report, json))
            : VerifyReportView.WriteAsync(report, console.Output));
        return report.DifferenceCount == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
