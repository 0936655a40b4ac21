using System.Runtime.InteropServices;
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
    /// <param name="stepsOfRuns">Each run's steps, ascending, repeats allowed; runs without any may be among them.</param>
    /// <param name="startStep">First step wanted; null for 0, so that negative steps come only when asked for.</param>
    /// <param name="endStep">Last step wanted, inclusive; null for the largest.</param>
    /// <param name="maxSteps">Steps to choose, at least 1; all in range if there are no more. The last and the runs' own come
    /// on top.</param>
    /// <returns>Steps in range, ascending, each once.</returns>
    public static List<long> Choose(
        IReadOnlyList<List<long>> stepsOfRuns, long? startStep, long? endStep, int maxSteps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSteps, 1);
        var start = startStep ?? 0;
        var end = endStep ?? long.MaxValue;
        var inRange = new List<long>();
        var ends = new List<long>();
        foreach (var steps in stepsOfRuns)
        {
            var within = Within(CollectionsMarshal.AsSpan(steps), start, end);
            inRange = Union(CollectionsMarshal.AsSpan(inRange), within);
            if (within.Length > 0)
                AddEnds(ends, steps, start, end);
        }

        ends.Sort();
        return Union(CollectionsMarshal.AsSpan(Spread(inRange, maxSteps)), CollectionsMarshal.AsSpan(ends));
    }

    /// <summary>All points at the chosen steps, <see cref="MaxPointsPerRun"/> at most.</summary>
    /// <param name="sorted">One run's points in the order of <see cref="MetricValues.CompareByStep"/>.</param>
    /// <param name="chosen">Steps from <see cref="Choose"/>.</param>
    public static List<MetricPoint> Keep(ReadOnlySpan<MetricPoint> sorted, List<long> chosen)
    {
        var kept = new List<MetricPoint>();
        var next = 0;
        foreach (var point in sorted)
        {
            while (next < chosen.Count && chosen[next] < point.Step)
                next++;
            if (next == chosen.Count || kept.Count == MaxPointsPerRun)
                break;
            if (chosen[next] == point.Step)
                kept.Add(point);
        }

        return kept;
    }

    private static List<long> Spread(List<long> steps, int maxSteps)
    {
        if (steps.Count <= maxSteps)
            return steps;
        var chosen = new List<long>(maxSteps + 1);
        // Dividing first, in doubles, and cutting the product is part of the behaviour: another order of operations
        // chooses other steps now and then.
        var distance = (double)steps.Count / maxSteps;
        for (var i = 0; i < maxSteps; i++)
            chosen.Add(steps[Math.Min((int)(i * distance), steps.Count - 1)]);
        if (chosen[^1] != steps[^1])
            chosen.Add(steps[^1]);
        return chosen;
    }

    /// <summary>A run's own first and last step count only if they are in range; the first one inside the range does not
    /// stand in for them.</summary>
    private static void AddEnds(List<long> ends, List<long> steps, long start, long end)
    {
        if (steps[0] >= start && steps[0] <= end)
            ends.Add(steps[0]);
        if (steps[^1] >= start && steps[^1] <= end)
            ends.Add(steps[^1]);
    }

    private static ReadOnlySpan<long> Within(ReadOnlySpan<long> steps, long start, long end)
    {
        if (start > end)
            return default;
        var from = CountBefore(steps, start);
        var to = end == long.MaxValue ? steps.Length : CountBefore(steps, end + 1);
        return steps[from..to];
    }

    private static int CountBefore(ReadOnlySpan<long> steps, long step)
    {
        var (low, high) = (0, steps.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (steps[middle] < step)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Both sorted lists as one, each step once.</summary>
    private static List<long> Union(ReadOnlySpan<long> a, ReadOnlySpan<long> b)
    {
        var union = new List<long>(Math.Max(a.Length, b.Length));
        while (a.Length > 0 || b.Length > 0)
        {
            var takeA = b.Length == 0 || (a.Length > 0 && a[0] <= b[0]);
            var step = takeA ? a[0] : b[0];
            if (takeA)
                a = a[1..];
            else
                b = b[1..];
            if (union.Count == 0 || union[^1] != step)
                union.Add(step);
        }

        return union;
    }
}
