using Leat.Cli.CommandLine;
using Leat.Cli.Output;
using Leat.Core;

namespace Leat.Cli.Tracked.Runs;

/// <summary>What commands show of a run.</summary>
internal static class RunColumns
{
    /// <summary>What every list begins with.</summary>
    public static IReadOnlyList<Column<Run>> Usual { get; } =
    [
        new("Started", "start_time", run => CellText.TimeOf(run.Info.StartTimeMs)),
        new("Name", "run_name", run => run.Info.RunName),
        new("Status", "status", run => run.Info.Status.WireName()),
        new("Duration", "duration_s", run => DurationOf(run.Info)),
        new("Run id", "run_id", run => run.Info.RunId),
    ];

    /// <summary>The columns that <c>metrics.loss,params.lr,tags.team,user_id</c> names.</summary>
    /// <exception cref="UsageException">A name that no run can have.</exception>
    public static IReadOnlyList<Column<Run>> Named(IReadOnlyList<string> names) => [.. names.Select(Named)];

    /// <summary>As <c>mlflow experiments csv</c> writes runs: their attributes, then every metric, param and tag that any of them has.</summary>
    public static IReadOnlyList<Column<Run>> Whole(IReadOnlyCollection<Run> runs) =>
    [
        new("", "run_id", run => run.Info.RunId),
        new("", "experiment_id", run => run.Info.ExperimentId),
        new("", "status", run => run.Info.Status.WireName()),
        new("", "artifact_uri", run => run.Info.ArtifactUri),
        new("", "start_time", run => CellText.TimeOf(run.Info.StartTimeMs)),
        new("", "end_time", run => CellText.TimeOf(run.Info.EndTimeMs)),
        .. KeysOf(runs, run => run.Data.Metrics.Select(metric => metric.Key)).Select(key => Named("metrics." + key)),
        .. KeysOf(runs, run => run.Data.Params.Select(param => param.Key)).Select(key => Named("params." + key)),
        .. KeysOf(runs, run => run.Data.Tags.Select(tag => tag.Key)).Select(key => Named("tags." + key)),
    ];

    private static IEnumerable<string> KeysOf(IReadOnlyCollection<Run> runs, Func<Run, IEnumerable<string>> keys) =>
        runs.SelectMany(keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static Column<Run> Named(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var key = name[(dot + 1)..];
        return (dot < 1 ? "" : name[..dot]) switch
        {
            "metrics" or "metric" => new(key, $"metrics.{key}", run => ValueOf(run.Data.Metrics, metric => metric.Key == key, metric => (object)metric.Value)),
            "params" or "param" => new(key, $"params.{key}", run => ValueOf(run.Data.Params, param => param.Key == key, param => param.Value)),
            "tags" or "tag" => new(key, $"tags.{key}", run => ValueOf(run.Data.Tags, tag => tag.Key == key, tag => tag.Value)),
            _ => Attribute(name),
        };
    }

    private static Column<Run> Attribute(string name) => name switch
    {
        "experiment_id" => new("Experiment", name, run => run.Info.ExperimentId),
        "user_id" or "user" => new("User", "user_id", run => run.Info.UserId),
        "end_time" => new("Ended", name, run => CellText.TimeOf(run.Info.EndTimeMs)),
        "artifact_uri" => new("Files", name, run => run.Info.ArtifactUri),
        "lifecycle_stage" => new("Stage", name, run => run.Info.LifecycleStage.WireName()),
        _ => Usual.FirstOrDefault(column => column.Key == name) ?? throw new UsageException(
            $"Invalid value for --columns: '{name}' is neither metrics.KEY, params.KEY or tags.KEY nor one of run_id, run_name, status, start_time, end_time, duration_s, experiment_id, user_id, artifact_uri, lifecycle_stage."),
    };

    private static object? ValueOf<T>(IReadOnlyList<T> values, Func<T, bool> isIt, Func<T, object> value)
    {
        foreach (var candidate in values)
        {
            if (isIt(candidate))
                return value(candidate);
        }

        return null;
    }

    /// <summary>Null while it is not known.</summary>
    public static object? DurationOf(RunInfo run) =>
        run.EndTimeMs is { } end && end >= run.StartTimeMs && run.StartTimeMs > 0 ? TimeSpan.FromMilliseconds(end - run.StartTimeMs) : null;
}
