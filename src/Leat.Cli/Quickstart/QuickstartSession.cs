using Leat.Artifacts;
using Leat.Cli.CommandLine;
using Leat.Cli.Serving;
using Leat.Client;
using Leat.Core;
using Leat.Quickstart;
using Spectre.Console;

namespace Leat.Cli.Quickstart;

/// <summary>One quickstart: a server, a training that logs to it over HTTP like any other program, and a table of results.</summary>
internal sealed class QuickstartSession(QuickstartSettings settings, ArtifactSchemes artifacts, TextWriter stdout)
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(
        new AnsiConsoleSettings { Out = new AnsiConsoleOutput(stdout) });

    public Task RunAsync(CancellationToken cancellationToken) => settings.Server is { } server
        ? RunWithServerAsync(server, cancellationToken)
        : RunAgainstAsync(settings.TrackingUri!, cancellationToken);

    private Task RunWithServerAsync(ServerSettings serverSettings, CancellationToken cancellationToken) =>
        ServerRun.RunAsync(
            serverSettings,
            artifacts,
            server => settings.Serve
                ? TrainAndServeAsync(serverSettings, server, cancellationToken)
                : TrainAsync(serverSettings, server, cancellationToken),
            cancellationToken);

    private async Task TrainAndServeAsync(
        ServerSettings serverSettings, RunningServer server, CancellationToken cancellationToken)
    {
        await StartupLines.WriteAsync(serverSettings, server, stdout);
        var result = await TrainAsync(server.ClientAddress, cancellationToken);
        var page = serverSettings.Server.WebUi is null ? null : $"{server.ClientAddress}{serverSettings.Server.StaticPrefix}/";
        await QuickstartReport.WriteNextStepsAsync(stdout, server.ClientAddress, page, result);
        if (page is not null && settings.OpenBrowser)
            Browser.TryOpen(QuickstartReport.RunsPage(page, result));
        await server.WaitForShutdownAsync(cancellationToken);
        await stdout.WriteLineAsync("Stopped.");
    }

    private async Task TrainAsync(ServerSettings serverSettings, RunningServer server, CancellationToken cancellationToken)
    {
        var result = await TrainAsync(server.ClientAddress, cancellationToken);
        await stdout.WriteLineAsync(
            $"The runs are in experiment '{result.ExperimentName}' of {serverSettings.Store}.\nTo look at them: leat server");
    }

    private async Task RunAgainstAsync(string trackingUri, CancellationToken cancellationToken)
    {
        InProcessStores.Register();
        var result = await TrainAsync(trackingUri, cancellationToken);
        await stdout.WriteLineAsync($"The runs are in experiment '{result.ExperimentName}' of {StoreUri.Redact(trackingUri)}");
    }

    private async Task<QuickstartResult> TrainAsync(string trackingUri, CancellationToken cancellationToken)
    {
        using var interrupt = new Interrupt(cancellationToken);
        var options = LeatClientOptions.FromEnvironment() with { ArtifactSchemes = artifacts };
        await using var client = await LeatClient.ConnectAsync(trackingUri, options, interrupt.Token);
        var result = await TrainingProgressView.ShowAsync(
            _console,
            settings.Training,
            progress => QuickstartTraining.RunAsync(client, settings.Training, progress, interrupt.Token));
        QuickstartReport.WriteTable(_console, result);
        return result;
    }
}
