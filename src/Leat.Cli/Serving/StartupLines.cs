using System.Net;
using Leat.Cli.CommandLine;

namespace Leat.Cli.Serving;

/// <summary>What a server says on stdout once it listens. The first line holds the address, and nothing comes before it.</summary>
internal static class StartupLines
{
    public static async Task WriteAsync(ServerSettings settings, IReadOnlyList<string> addresses, TextWriter stdout)
    {
        await stdout.WriteLineAsync($"Leat {ShowVersion.Version} listens on {string.Join(", ", addresses)} (Ctrl-C ends it)");
        if (!settings.ArtifactsOnly)
            await stdout.WriteLineAsync($"  runs     {settings.Store}, that is {Path.GetFullPath(settings.Store.Path!)}");
        await stdout.WriteLineAsync($"  files    {FilesOf(settings)}");
        await stdout.WriteLineAsync($"  clients  export MLFLOW_TRACKING_URI={ClientAddress(addresses[0])}");
        await stdout.FlushAsync();
    }

    private static string FilesOf(ServerSettings settings)
    {
        if (!settings.ServeArtifacts)
            return $"clients write them to {settings.DefaultArtifactRoot} themselves";
        return settings.DefaultArtifactRoot.StartsWith("mlflow-artifacts:", StringComparison.Ordinal)
            ? settings.ArtifactsDestination
            : $"{settings.ArtifactsDestination}; those of new experiments: {settings.DefaultArtifactRoot}";
    }

    /// <summary>All addresses of a machine are no address to call: from here, it is the loopback one.</summary>
    private static string ClientAddress(string address)
    {
        var uri = new UriBuilder(address);
        if (IPAddress.TryParse(uri.Host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
            uri.Host = IPAddress.Loopback.ToString();
        return uri.Uri.GetLeftPart(UriPartial.Authority);
    }
}
