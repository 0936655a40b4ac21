using System.CommandLine;
using Leat.Artifacts;
using Leat.Cli.CommandLine;

namespace Leat.Cli.Serving;

/// <summary><c>leat server</c>: serves the tracking API until Ctrl-C, SIGTERM or SIGHUP. <c>leat ui</c> is the same.</summary>
internal sealed class ServerCommand : Command, IExamples
{
    private readonly ServerOptionSet _options = new();
    private readonly ArtifactSchemes _artifacts;

    public ServerCommand(ArtifactSchemes artifacts)
        : base("server", "Serves experiments and runs over MLflow's REST protocol until Ctrl-C; takes the options of 'mlflow server'.")
    {
        _artifacts = artifacts;
        Aliases.Add("ui");
        foreach (var option in _options.All)
            Add(option);
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "leat server",
        "leat server --backend-store-uri sqlite:////var/lib/leat/leat.db --artifacts-destination /var/lib/leat/files",
        "leat server --host 0.0.0.0 --port 8080 --allowed-hosts tracking.example.com",
    ];

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        EnvironmentFile.Apply(result);
        var settings = ReadSettings(result, Environment.GetEnvironmentVariable);
        var console = result.InvocationConfiguration;
        foreach (var note in settings.Notes)
            await console.Error.WriteLineAsync($"note: {note}");
        if (MlrunsHint.For(settings, Environment.CurrentDirectory) is { } hint)
            await console.Error.WriteLineAsync($"note: {hint}");
        MemoryLimit.Apply(settings.MemoryMebibytes);
        await ServerRun.RunAsync(settings, _artifacts, console.Output, cancellationToken);
        return ExitCode.Done;
    }

    internal ServerSettings ReadSettings(ParseResult result, Func<string, string?> environment) =>
        new ServerSettingsReader(_options, new SettingReader(result, environment), _artifacts).Read();
}
