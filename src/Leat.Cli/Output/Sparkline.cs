namespace Leat.Cli.Output;

/// <summary>A series as one line of blocks.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <param name="values">In order; those that are not finite are left out.</param>
    /// <param name="width">At most so many blocks. Of the values that one block stands for, it shows the last.</param>
    public static string Of(IReadOnlyList<double> values, int width)
    {
        var finite = values.Where(double.IsFinite).ToList();
        if (finite.Count == 0)
            return "";
        var (least, most) = (finite.Min(), finite.Max());
        var blocks = Math.Min(width, finite.Count);
        return string.Concat(Enumerable.Range(0, blocks).Select(i => BlockOf(finite[(int)(((i + 1L) * finite.Count / blocks) - 1)], least, most)));
    }

    private static char BlockOf(double value, double least, double most)
    {
        // Halves, since the difference of two large numbers may not be a number.
        var range = (most / 2) - (least / 2);
        var part = range > 0 ? ((value / 2) - (least / 2)) / range : 0.5;
        return Blocks[Math.Clamp((int)(part * Blocks.Length), 0, Blocks.Length - 1)];
    }
}
