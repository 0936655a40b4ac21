using Leat.Core;

namespace Leat.Storage.Sql.Histories;

/// <summary>The sampling of <c>metrics/get-history-bulk-interval</c>: the same steps in all runs, so that their curves can be overlaid.
/// Follows MLflow 3.6 (<c>mlflow/server/handlers.py</c>).</summary>
internal static class StepSampling
{
    /// <summary>Maximum points returned for one run; many points may share a step.</summary>
    public const int MaxPointsPerRun = 25_000;

    /// <summary>Chooses steps that are evenly spread over the combined steps of all runs, by position rather than value, plus the last one
    /// and each run's first and last.</summary>
    /// <param name="inRange">The steps of all runs in the requested range.</param>
    /// <param name="ends">Each run's first and last step if in range, in any order.</param>
    /// <param name="maxSteps">Number of steps to choose, at least 1; all if there are no more. The last step and the runs' own come on top.</param>
    /// <returns>Steps in range, ascending, each once.</returns>
    public static List<long> Choose(StepSet inRange, IReadOnlyList<long> ends, int maxSteps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSteps, 1);
        var count = inRange.Count;
        var steps = inRange.Ascending();
        return [.. (count <= maxSteps ? steps : Spread(steps, count, maxSteps)).Concat(ends).Distinct().Order()];
    }

    /// <summary>Keeps the points at the chosen steps, at most <see cref="MaxPointsPerRun"/>.</summary>
    /// <param name="sorted">Points in the order of <see cref="MetricValues.CompareByStep"/>.</param>
    /// <param name="chosen">Steps from <see cref="Choose"/>.</param>
    /// <param name="kept">Receives them.</param>
    public static void Keep(ReadOnlySpan<MetricPoint> sorted, List<long> chosen, List<MetricPoint> kept)
    {
        if (sorted.Length == 0)
            return;
        var next = FirstFrom(chosen, sorted[0].Step);
        foreach (ref readonly var point in sorted)
        {
            while (next < chosen.Count && chosen[next] < point.Step)
                next++;
            if (next == chosen.Count || kept.Count >= MaxPointsPerRun)
                break;
            if (chosen[next] == point.Step)
                kept.Add(point);
        }
    }

    /// <summary>Whether a chosen step lies between the first and the last of these, inclusive.</summary>
    public static bool AnyWithin(List<long> chosen, long first, long last)
    {
        var next = FirstFrom(chosen, first);
        return next < chosen.Count && chosen[next] <= last;
    }

    private static int FirstFrom(List<long> chosen, long step)
    {
        var found = chosen.BinarySearch(step);
        return found >= 0 ? found : ~found;
    }

    private static IEnumerable<long> Spread(IEnumerable<long> steps, long count, int maxSteps)
    {
        // Dividing first, in doubles, and truncating the product is part of MLflow's behaviour: another order of operations
        // sometimes chooses other steps.
        var distance = (double)count / maxSteps;
        var (index, chosen) = (0L, 0);
        foreach (var step in steps)
        {
            var wanted = false;
            for (; chosen < maxSteps && Math.Min((long)(chosen * distance), count - 1) == index; chosen++)
                wanted = true;
            index++;
            if (wanted || index == count)
                yield return step;
        }
    }
}
