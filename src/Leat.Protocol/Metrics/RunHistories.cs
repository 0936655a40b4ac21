using Leat.Core;

namespace Leat.Protocol;

/// <summary>Points of several runs, as a server sends them in one list.</summary>
internal static class RunHistories
{
    /// <summary>One history for each row of points that belong to the same run.</summary>
    public static IReadOnlyList<RunMetricHistory> Group(IEnumerable<(string? RunId, MetricPoint Point)> points)
    {
        var histories = new List<RunMetricHistory>();
        List<MetricPoint>? current = null;
        foreach (var (runId, point) in points)
        {
            if (current is null || histories[^1].RunId != runId)
                histories.Add(new RunMetricHistory(Answers.Require(runId, "run_id"), current = []));
            current.Add(point);
        }

        return histories;
    }
}
