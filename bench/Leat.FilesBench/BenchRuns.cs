using System.Globalization;
using Leat.Core;

namespace Leat.FilesBench;

/// <summary>Runs that have ended, with 10 params, 3 tags and 10 metrics of 20 points each, in one experiment.</summary>
internal static class BenchRuns
{
    private const int RunsPerLoad = 500;
    private const long FirstStartMs = 1_700_000_000_000;

    public static IReadOnlyList<(string? Filter, string? Order)> Searches { get; } =
    [
        (null, "attributes.start_time DESC"),
        ("metrics.m1 > 0.5 AND params.p1 = '3'", "metrics.m2 ASC"),
        ("tags.team = 'team3'", "metrics.m1 DESC"),
    ];

    /// <summary>Fills a store, unless it is full.</summary>
    /// <returns>The experiment.</returns>
    public static async Task<string> MakeAsync(ITrackingStore store, int runs)
    {
        if (await store.Experiments.FindExperimentByNameAsync("bench") is { } full)
            return full.ExperimentId;
        var experiment = await store.Experiments.CreateExperimentAsync(NewExperiment.Create("bench, begun"));
        var random = new Random(42);
        foreach (var some in Enumerable.Range(1, runs).Chunk(RunsPerLoad))
            await store.Bulk.LoadAsync([.. some.Select(number => Make(experiment, number, random))]);
        await store.Experiments.RenameExperimentAsync(experiment, "bench");
        return experiment;
    }

    private static BulkRun Make(string experiment, int number, Random random)
    {
        var start = FirstStartMs + (number * 1_000L);
        var id = string.Create(CultureInfo.InvariantCulture, $"{number:x8}{random.NextInt64():x16}00000000");
        return new BulkRun(new RunInfo(id, experiment, $"run {number}", "ann", RunStatus.Finished, start, start + 60_000, "", LifecycleStage.Active))
        {
            Params = [.. Enumerable.Range(0, 10).Select(i => new Param($"p{i}", random.Next(10).ToString(CultureInfo.InvariantCulture)))],
            Tags = [new Tag("mlflow.runName", $"run {number}"), new Tag("team", $"team{random.Next(10)}"), new Tag("note", $"try {number}")],
            Metrics = [.. Enumerable.Range(0, 10).Select(i => new BulkSeries(
                $"m{i}", [.. Enumerable.Range(0, 20).Select(step => new MetricPoint(step, start + step, random.NextDouble()))]))],
        };
    }
}
