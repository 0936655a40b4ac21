using Leat.Cli.CommandLine;

namespace Leat.Cli.Serving;

/// <summary>What a server says on stdout once it listens. The first line holds the address, and nothing comes before it.</summary>
internal static class StartupLines
{
    public static async Task WriteAsync(ServerSettings settings, RunningServer server, TextWriter stdout)
    {
        await stdout.WriteLineAsync($"Leat {ShowVersion.Version} listens on {string.Join(", ", server.Addresses)} (Ctrl-C ends it)");
        if (!settings.Server.ArtifactsOnly)
            await stdout.WriteLineAsync($"  runs     {settings.Store}{(settings.Store.Path is { } path ? $", that is {Path.GetFullPath(path)}" : "")}");
        await stdout.WriteLineAsync($"  files    {FilesOf(settings)}");
        if (!settings.Server.ArtifactsOnly)
            await stdout.WriteLineAsync($"  page     {PageOf(settings, server)}");
        await stdout.WriteLineAsync($"  clients  export MLFLOW_TRACKING_URI={server.ClientAddress}{settings.Server.StaticPrefix}");
        await stdout.FlushAsync();
    }

    private static string PageOf(ServerSettings settings, RunningServer server) => settings.Server.WebUi is null
        ? "none: this build has no web UI, as it was made without Node.js 20.19 or newer"
        : $"{server.ClientAddress}{settings.Server.StaticPrefix}/";

    private static string FilesOf(ServerSettings settings)
    {
        if (!settings.Server.ServeArtifacts)
            return $"clients write them to {settings.DefaultArtifactRoot} themselves";
        return settings.DefaultArtifactRoot.StartsWith("mlflow-artifacts:", StringComparison.Ordinal)
            ? settings.ArtifactsDestination
            : $"{settings.ArtifactsDestination}; those of new experiments: {settings.DefaultArtifactRoot}";
    }
}
