namespace Leat.Core.Search;

/// <summary>Reads from a run what search compares; null where the run does not have it.</summary>
internal static class RunValues
{
    public static double? Metric(Run run, string key)
    {
        foreach (var metric in run.Data.Metrics)
        {
            if (metric.Key == key)
                return metric.Value;
        }

        return null;
    }

    public static string? Param(Run run, string key)
    {
        foreach (var param in run.Data.Params)
        {
            if (param.Key == key)
                return param.Value;
        }

        return null;
    }

    public static string? Tag(Run run, string key) => Tag(run.Data.Tags, key);

    public static string? Tag(IReadOnlyList<Tag> tags, string key)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == key)
                return tag.Value;
        }

        return null;
    }

    public static Func<Run, string?> TextAttribute(string key) => key switch
    {
        "run_id" => run => run.Info.RunId,
        "run_name" => run => run.Info.RunName,
        "status" => run => run.Info.Status.WireName(),
        "user_id" => run => run.Info.UserId,
        "artifact_uri" => run => run.Info.ArtifactUri,
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, "Not a text attribute of runs."),
    };

    public static Func<Run, long?> TimeAttribute(string key) => key switch
    {
        "start_time" => run => run.Info.StartTimeMs,
        "end_time" => run => run.Info.EndTimeMs,
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, "Not a time of runs."),
    };
}
