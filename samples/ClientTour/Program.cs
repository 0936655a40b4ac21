// The .NET client, one thing after the other: docs/dotnet-client.md is made of this file.
//
//     dotnet run --project samples/ClientTour [TRACKING URI]
using Leat.Client;
using Leat.Core;

if (args is [var trackingUri, ..])
    Tracking.SetTrackingUri(trackingUri);
await Tracking.SetExperimentAsync("tour");

await LogOneRunAsync();
await LogNestedRunsAsync();
await ReadBackAsync();
await RegisterModelAsync();
await Tracking.ShutdownAsync();

static async Task LogOneRunAsync()
{
    await using var run = await Tracking.StartRunAsync("one run");

    run.LogParams(("depth", 6), ("learning_rate", 0.05));
    run.SetTag("team", "vision");
    for (var epoch = 0; epoch < 20; epoch++)
        run.LogMetric("loss", Math.Exp(-0.2 * epoch), step: epoch);
    run.LogText("Loss falls as it should.", "notes/summary.txt");

    // Logging returns at once; this waits until all of it is stored.
    await run.FlushAsync();
}

static async Task LogNestedRunsAsync()
{
    await Tracking.RunAsync("cross-validation", async parent =>
    {
        for (var fold = 1; fold <= 3; fold++)
        {
            await using var child = await parent.StartNestedAsync($"fold {fold}");
            child.LogParam("fold", fold);
            child.LogMetric("accuracy", 0.9 + (0.01 * fold));
        }

        parent.LogMetric("accuracy", 0.92);
    });
}

static async Task ReadBackAsync()
{
    var client = await Tracking.GetClientAsync();
    var experiment = await client.GetOrCreateExperimentAsync("tour");

    await foreach (var run in client.SearchRunsAsync(
        [experiment.ExperimentId], filter: "metrics.accuracy > 0.9", orderBy: ["metrics.accuracy DESC"]))
    {
        Console.WriteLine($"{run.Info.RunName}: {run.Data.Metrics.Count} metrics");
    }

    var points = 0;
    var one = await FindAsync(client, experiment, "one run");
    await foreach (var point in client.GetMetricHistoryAsync(one.RunId, "loss"))
        points += double.IsNaN(point.Value) ? 0 : 1;
    Console.WriteLine($"{points} points of loss");
}

static async Task RegisterModelAsync()
{
    var client = await Tracking.GetClientAsync();
    var experiment = await client.GetOrCreateExperimentAsync("tour");
    await EnsureRegisteredModelAsync(client.Store.Registry, "forest");

    var registry = client.Store.Registry;
    var model = await client.Store.Models.CreateModelAsync(NewLoggedModel.Create(experiment.ExperimentId, "forest"));
    var version = await registry.CreateModelVersionAsync(
        NewModelVersion.Create("forest", $"models:/{model.ModelId}", modelId: model.ModelId));
    await registry.SetAliasAsync("forest", "champion", version.Version);

    Console.WriteLine($"forest {version.Version} lies at {await registry.GetDownloadUriAsync("forest", version.Version)}");
}

static async Task EnsureRegisteredModelAsync(IRegistryStore registry, string name)
{
    try
    {
        await registry.CreateRegisteredModelAsync(NewRegisteredModel.Create(name));
    }
    catch (LeatException exception) when (exception.Code == ErrorCode.ResourceAlreadyExists)
    {
        // The tour has been here before.
    }
}

static async Task<RunInfo> FindAsync(LeatClient client, Experiment experiment, string name)
{
    await foreach (var run in client.SearchRunsAsync([experiment.ExperimentId], filter: $"attributes.run_name = '{name}'"))
        return run.Info;
    throw new InvalidOperationException($"No run '{name}'.");
}
