// Logs a metric and exits in the way given by its first argument, without ending the run or flushing it. The tests check what is stored then.

using Leat.Client;
using Leat.Core;

var options = new LeatClientOptions
{
    // Nothing is sent on its own before the process exits.
    Logging = new LoggingOptions { BatchDelay = TimeSpan.FromHours(1) },
};
var client = await LeatClient.ConnectAsync(args[1], options);
var run = await client.StartRunAsync(Experiment.DefaultId);
run.LogMetric("m", 1);
Console.WriteLine(run.RunId);

switch (args[0])
{
    case "return":
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
