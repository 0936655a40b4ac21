// Logs a metric and exits in the way given by its first argument, without ending the run or flushing it. The tests check what is stored then.

using System.Net.Sockets;
using Leat.Client;
using Leat.Core;

var options = new LeatClientOptions
{
    // Nothing is sent on its own before the process exits.
    Logging = new LoggingOptions
    {
        BatchDelay = TimeSpan.FromHours(1),
        EndTimeout = TimeSpan.FromSeconds(args[0] == "return-impatiently" ? 1 : 60),
        ExitTimeout = TimeSpan.FromSeconds(args[0] == "throw-when-the-server-is-gone" ? 1 : 10),
    },
};
if (args[0] == "throw-when-the-server-is-gone")
{
    await using var gone = new ServerGone(new Uri(args[1]));
    await using var ownClient = await LeatClient.ConnectAsync(args[1], options);
    await using var ownRun = await ownClient.StartRunAsync(Experiment.DefaultId);
    throw new InvalidOperationException("Nobody handles this.");
}

if (args[0] == "throw-through-using")
{
    await using var ownClient = await LeatClient.ConnectAsync(args[1], options);
    await using var ownRun = await ownClient.StartRunAsync(Experiment.DefaultId);
    ownRun.LogMetric("m", 1);
    Console.WriteLine(ownRun.RunId);
    ThrowHandled();
    throw new InvalidOperationException("Nobody handles this.");
}

if (args[0] == "throw-after-using")
{
    await using (var ended = await (await LeatClient.ConnectAsync(args[1], options)).StartRunAsync(Experiment.DefaultId))
    {
        ended.LogMetric("m", 1);
        Console.WriteLine(ended.RunId);
        ThrowHandled();
    }

    throw new InvalidOperationException("This has nothing to do with the run.");
}

var client = await LeatClient.ConnectAsync(args[1], options);
var run = await client.StartRunAsync(Experiment.DefaultId);
run.LogMetric("m", 1);
Console.WriteLine(run.RunId);

switch (args[0])
{
    case "return" or "return-impatiently":
        return 0;
    case "exit":
        Environment.Exit(3);
        break;
    case "throw":
        throw new InvalidOperationException("Nobody handles this.");
    default:
        Thread.Sleep(Timeout.Infinite);
        break;
}

return 1;

static void ThrowHandled()
{
    try
    {
        throw new FormatException("Somebody handles this.");
    }
    catch (FormatException)
    {
    }
}

/// <summary>At its disposal, writes a line and waits until the server does not listen any more.</summary>
internal sealed class ServerGone(Uri server) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        Console.WriteLine("The run has ended.");
        try
        {
            while (true)
            {
                using var client = new TcpClient();
                await client.ConnectAsync(server.Host, server.Port);
                await Task.Delay(50);
            }
        }
        catch (SocketException)
        {
            // It is gone.
        }
    }
}
