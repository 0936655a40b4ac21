// Tries settings in parallel, each in a run of its own below one parent, then asks the store which was best.
//
//   dotnet run --project samples/NestedRuns

using System.Globalization;
using Leat.Client;

double[] rates = [0.001, 0.01, 0.05, 0.1, 0.5];

var experiment = await Tracking.SetExperimentAsync("nested runs");
var parentId = await Tracking.RunAsync("learning rates", async parent =>
{
    parent.LogParam("tried", rates);

    await Parallel.ForEachAsync(rates, async (rate, cancellationToken) =>
    {
        // Nested in the run around it. A trial that throws ends as FAILED, and the exception comes out of the loop.
        await Tracking.RunAsync(
            string.Create(CultureInfo.InvariantCulture, $"rate {rate}"),
            run =>
            {
                run.LogParam("rate", rate);
                var x = 10.0;
                for (var step = 0; step < 100; step++)
                {
                    x -= rate * 2 * x;
                    run.LogMetric("distance", Math.Abs(x), step);
                }

                return Task.CompletedTask;
            },
            cancellationToken: cancellationToken);
    });
    return parent.RunId;
});

var client = await Tracking.GetClientAsync();
Console.WriteLine("rate    distance");
await foreach (var run in client.SearchRunsAsync(
    [experiment.ExperimentId],
    $"tags.mlflow.parentRunId = '{parentId}'",
    ["metrics.distance ASC"]))
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{run.Data.Params[0].Value,-7} {run.Data.Metrics[0].Value:G3}"));
}

await Tracking.ShutdownAsync();
