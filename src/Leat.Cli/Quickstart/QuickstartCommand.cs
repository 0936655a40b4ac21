using System.CommandLine;
using Leat.Artifacts;
using Leat.Cli.CommandLine;

namespace Leat.Cli.Quickstart;

/// <summary><c>leat quickstart</c>: trains real models, tracks them, and serves the results.</summary>
internal sealed class QuickstartCommand : Command, IExamples
{
    private readonly QuickstartOptionSet _options = new();
    private readonly ArtifactSchemes _artifacts;

    public QuickstartCommand(ArtifactSchemes artifacts)
        : base("quickstart", "Trains classifiers on real data, tracks every run, then serves them until Ctrl-C.")
    {
        _artifacts = artifacts;
        foreach (var option in _options.All)
            Add(option);
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "leat quickstart",
        "leat quickstart --dataset wine --port 8080",
        "leat quickstart --no-serve",
        "leat quickstart --tracking-uri http://127.0.0.1:5000",
    ];

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        EnvironmentFile.Apply(result);
        var settings = ReadSettings(result, Environment.GetEnvironmentVariable);
        await new QuickstartSession(settings, _artifacts, result.InvocationConfiguration.Output).RunAsync(cancellationToken);
        return ExitCode.Done;
    }

    internal QuickstartSettings ReadSettings(ParseResult result, Func<string, string?> environment) =>
        new QuickstartSettingsReader(_options, new SettingReader(result, environment), _artifacts).Read();
}
