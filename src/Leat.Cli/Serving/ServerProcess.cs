namespace Leat.Cli.Serving;

/// <summary>Runs a server from its first start-up line to a clean end.</summary>
internal static class ServerProcess
{
    public static Task RunAsync(ServerSettings settings, TextWriter stdout, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
