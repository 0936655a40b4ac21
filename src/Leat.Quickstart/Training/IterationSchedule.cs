namespace Leat.Quickstart.Training;

/// <summary>After which iterations a repeated training is judged.</summary>
internal static class IterationSchedule
{
    /// <summary>
    /// From 1 to <paramref name="maximum"/>, each at first and ever fewer later (about every fifth part further), as
    /// the curve flattens: judging each of n iterations would cost n²/2 of them.
    /// </summary>
    public static int[] Thinning(int maximum)
    {
        var iterations = new List<int>();
        for (var iteration = 1; iteration < maximum; iteration += Math.Max(1, iteration / 5)) iterations.Add(iteration);
        iterations.Add(maximum);
        return [.. iterations];
    }
}
