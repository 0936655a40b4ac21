using System.CommandLine;
using Leat.Artifacts;
using Leat.Cli.CommandLine;
using Leat.Cli.Serving;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Cli.Upkeep;

/// <summary><c>leat gc</c>: removes for good what was deleted.</summary>
internal sealed class GcCommand : Command, IExamples
{
    private readonly GcOptionSet _options = new();
    private readonly ArtifactSchemes _artifacts;

    public GcCommand(ArtifactSchemes artifacts)
        : base("gc", "Removes deleted runs, experiments and logged models for good, with their files; takes the options of 'mlflow gc'.")
    {
        _artifacts = artifacts;
        foreach (var option in _options.All)
            Add(option);
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "leat gc --dry-run",
        "leat gc --older-than 30d",
        "leat gc --backend-store-uri sqlite:////var/lib/leat/leat.db --artifacts-destination /var/lib/leat/files",
        "leat gc --experiment-ids 3,7",
        "leat gc --workspace team-a",
    ];

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        EnvironmentFile.Apply(result);
        var reader = new SettingReader(result, Environment.GetEnvironmentVariable);
        var console = result.InvocationConfiguration;
        var uri = StoreUri.Parse(reader.Text(_options.BackendStoreUri) ?? ServerSettings.DefaultStore);
        StoreFile.RequireExisting(uri);
        var request = ReadRequest(reader);
        var workspace = ReadWorkspace(reader);
        var grace = Age.Parse(reader.Text(_options.ContentGrace) ?? "1d");
        await using var files = ReadFiles(reader);
        await using var store = await CommandStore.OpenAsync(uri, reader, cancellationToken);
        var report = new GcReport(request, console.Output, console.Error);
        var place = workspace is null ? store : await store.Workspaces.OpenWorkspaceAsync(workspace, cancellationToken);
        var collected = await new GarbageCollector(place.Purge, files.OpenAsync, request, report).RunAsync(cancellationToken);
        report.SumUp(collected);
        if (!request.DryRun)
        {
            await files.RemoveAbandonedUploadsAsync(cancellationToken);
            report.Collected(await files.CollectContentsAsync(grace, cancellationToken));
        }

        return collected.Kept == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private GarbageRequest ReadRequest(SettingReader reader)
    {
        var age = reader.Text(_options.OlderThan) is { } text ? Age.Parse(text) : (TimeSpan?)null;
        return new GarbageRequest
        {
            DeletedBeforeMs = age is { } older
                ? TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - (long)older.TotalMilliseconds
                : null,
            RunIds = reader.List(_options.RunIds),
            ExperimentIds = reader.List(_options.ExperimentIds),
            ModelIds = reader.List(_options.LoggedModelIds),
            DryRun = reader.IsOn(_options.DryRun),
            Force = reader.IsOn(_options.Force),
        };
    }

    private string? ReadWorkspace(SettingReader reader)
    {
        if (!reader.IsOn(_options.AllWorkspaces))
            return reader.Text(_options.Workspace);
        return reader.IsOnCommandLine(_options.Workspace)
            ? throw new UsageException($"{_options.Workspace.Name} and {_options.AllWorkspaces.Name} cannot be combined: give one of them.")
            : null;
    }

    private GcFiles ReadFiles(SettingReader reader)
    {
        var destination = reader.Text(_options.ArtifactsDestination);
        if (destination is null && reader.Text(_options.TrackingUri) is { } tracking
            && Uri.TryCreate(tracking, UriKind.Absolute, out var server) && (server.Scheme is "http" or "https"))
            return GcFiles.ThroughServer(server, _artifacts);
        return GcFiles.At(ArtifactUri.ToAbsolute(destination ?? ServerSettings.DefaultArtifactsDestination), _artifacts);
    }
}
