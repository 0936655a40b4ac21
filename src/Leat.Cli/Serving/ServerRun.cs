using System.Net.Sockets;
using System.Runtime.InteropServices;
using Leat.Artifacts;
using Leat.Core;
using Leat.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Leat.Cli.Serving;

/// <summary>One server from its first start-up line to its clean end.</summary>
internal static class ServerRun
{
    /// <summary>Serves until Ctrl-C, SIGTERM, SIGHUP or the token.</summary>
    /// <exception cref="LeatException">It cannot start; the message says why in one sentence.</exception>
    public static Task RunAsync(
        ServerSettings settings, ArtifactSchemes schemes, TextWriter stdout, CancellationToken cancellationToken) =>
        RunAsync(
            settings,
            schemes,
            async server =>
            {
                await StartupLines.WriteAsync(settings, server, stdout);
                await server.WaitForShutdownAsync(cancellationToken);
                await stdout.WriteLineAsync("Stopped.");
            },
            cancellationToken);

    /// <summary>Serves until <paramref name="use"/> ends. Then requests in progress are answered, and what was acknowledged is stored.</summary>
    /// <exception cref="LeatException">It cannot start; the message says why in one sentence.</exception>
    public static async Task RunAsync(
        ServerSettings settings, ArtifactSchemes schemes, Func<RunningServer, Task> use, CancellationToken cancellationToken)
    {
        using var deadline = new StopDeadline();
        using var logs = LoggerFactory.Create(logging => ConsoleLog.Configure(logging, settings));
        // A server of files alone leaves no database behind, and needs no folder that could hold one.
        using var scratch = settings.Server.ArtifactsOnly ? new ScratchFolder() : null;
        var uri = scratch is null ? settings.Store : StoreUri.Parse($"sqlite:///{scratch.File("leat.db")}");
        await using var store = await StoreOpener.OpenAsync(uri, settings.DefaultArtifactRoot, settings.Permissions, logs, cancellationToken);
        await RequireWorkspacesAsync(settings.Server, store, cancellationToken);
        await using var artifacts = ArtifactStores.Of(settings, schemes);
        await ArtifactStores.RequireWritableAsync(artifacts, cancellationToken);
        await using var app = LeatServer.Create(
            settings.Server,
            store,
            artifacts,
            builder =>
            {
                ConsoleLog.Configure(builder.Logging, settings);
                Tracing.Configure(builder);
            });
        deadline.CountFrom(app.Lifetime.ApplicationStopping);
        // Its terminal was closed: it stops as on SIGTERM, which the host handles itself.
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            app.Lifetime.StopApplication();
        });
        await StartAsync(app, settings.Server, cancellationToken);
        await using var sweep = new UploadSweep(artifacts, logs);
        try
        {
            await use(new RunningServer(app));
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Without workspaces everything would be of one: what was kept apart would not be any more.</summary>
    private static async Task RequireWorkspacesAsync(LeatServerOptions options, ITrackingStore store, CancellationToken cancellationToken)
    {
        if (options.EnableWorkspaces)
            _ = store.Workspaces;
        else if (store.Features.Workspaces is { } workspaces && !await workspaces.HasOnlyDefaultAsync(cancellationToken))
            throw LeatException.WrongState(
                $"The store has workspaces with contents besides '{Workspace.DefaultName}'. Start the server with --enable-workspaces (MLFLOW_ENABLE_WORKSPACES=true), "
                + "or move the contents while it runs with it: DELETE /api/3.0/mlflow/workspaces/<name>?mode=SET_DEFAULT.");
    }

    private static async Task StartAsync(WebApplication app, LeatServerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw new LeatException(
                ErrorCode.ResourceConflict,
                $"Port {options.Port} of {options.Host} is in use by another program: end that, or give another port with --port.",
                error);
        }
        catch (SocketException error)
        {
            throw new LeatException(
                ErrorCode.InvalidParameterValue,
                $"Cannot listen on port {options.Port} of {options.Host}: {error.Message}. Give others with --host and --port.",
                error);
        }
    }
}
