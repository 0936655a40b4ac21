using Leat.Core;

namespace Leat.Storage.Sql.Metrics;

/// <summary>The sample of <c>metrics/get-history-bulk-interval</c>: the same steps in all runs, so that their curves can be
/// laid over each other. Behaviour of MLflow 3.6 (<c>mlflow/server/handlers.py</c>).</summary>
internal static class StepSampling
{
    /// <summary>Points returned of one run at most; many may share a step.</summary>
    public const int MaxPointsPerRun = 25_000;

    /// <summary>Chooses steps: evenly spread over the steps of all runs taken together, by their place and not by their
    /// number, and besides the last of them and each run's own first and last.</summary>
    /// <param name="inRange">The steps of all runs in the range asked for.</param>
    /// <param name="ends">Each run's own first and last step, where they are in range, in any order.</param>
    /// <param name="maxSteps">Steps to choose, at least 1; all in range if there are no more. The last and the runs' own come
    /// on top.</param>
    /// <returns>Steps in range, ascending, each once.</returns>
    public static List<long> Choose(StepSet inRange, IReadOnlyList<long> ends, int maxSteps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSteps, 1);
        var count = inRange.Count;
        var steps = inRange.Ascending();
        return [.. (count <= maxSteps ? steps : Spread(steps, count, maxSteps)).Concat(ends).Distinct().Order()];
    }

    /// <summary>Keeps the points at the chosen steps, <see cref="MaxPointsPerRun"/> at most.</summary>
    /// <param name="sorted">Points in the order of <see cref="MetricValues.CompareByStep"/>.</param>
    /// <param name="chosen">Steps from <see cref="Choose"/>.</param>
    /// <param name="kept">Where they go.</param>
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

    /// <summary>Whether a chosen step lies from the first to the last of these.</summary>
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
        // Dividing first, in doubles, and cutting the product is part of the behaviour: another order of operations
        // chooses other steps now and then.
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
