namespace Leat.Quickstart.Training;

/// <summary>The iterations after which a repeated training is evaluated.</summary>
internal static class IterationSchedule
{
    /// <summary>
    /// From 1 to <paramref name="maximum"/>: every one at first, then ever fewer (each about a fifth further) as the curve
    /// flattens. Evaluating all n iterations would cost n²/2 iterations.
    /// </summary>
    public static int[] Thinning(int maximum)
    {
        var iterations = new List<int>();
        for (var iteration = 1; iteration < maximum; iteration += Math.Max(1, iteration / 5)) iterations.Add(iteration);
        iterations.Add(maximum);
        return [.. iterations];
    }
}
