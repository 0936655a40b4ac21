using System.Globalization;

namespace Leat.Cli.Output;

/// <summary>A chart of braille dots: each character is two dots wide and four high.</summary>
internal sealed class TextPlot
{
    private const int Wide = 2;
    private const int High = 4;
    private const int Empty = 0x2800;

    /// <summary>The bit of a dot by its column and row.</summary>
    private static readonly int[,] Bits = { { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } };

    private readonly int[,] _cells;
    private readonly double _left;
    private readonly double _right;
    private readonly double _low;
    private readonly double _high;

    private TextPlot(IReadOnlyList<(double X, double Y)> points, int width, int height)
    {
        _cells = new int[width, height];
        (_left, _right) = (points.Min(point => point.X), points.Max(point => point.X));
        (_low, _high) = (points.Min(point => point.Y), points.Max(point => point.Y));
        for (var i = 0; i < points.Count; i++)
            DrawTo(i == 0 ? points[i] : points[i - 1], points[i]);
    }

    /// <summary>The lines of a chart; none without finite points.</summary>
    /// <param name="points">In the order in which a line joins them.</param>
    /// <param name="width">Characters of the drawing.</param>
    /// <param name="height">Lines of the drawing.</param>
    public static IEnumerable<string> Draw(IEnumerable<(double X, double Y)> points, int width, int height)
    {
        var finite = points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).ToList();
        return finite.Count == 0 ? [] : new TextPlot(finite, width, height).Lines();
    }

    private IEnumerable<string> Lines()
    {
        var (width, height) = (_cells.GetLength(0), _cells.GetLength(1));
        var marks = Enumerable.Range(0, height).Select(row => row == 0 ? Text(_high) : row == height - 1 ? Text(_low) : "").ToList();
        var margin = marks.Max(mark => mark.Length);
        for (var row = 0; row < height; row++)
            yield return $"{marks[row].PadLeft(margin)} ┤{string.Concat(Enumerable.Range(0, width).Select(column => (char)(Empty + _cells[column, row])))}";
        var (left, right) = (Text(_left), Text(_right));
        yield return $"{new string(' ', margin)} └{new string('─', width)}";
        yield return $"{new string(' ', margin + 2)}{left}{right.PadLeft(Math.Max(width - left.Length, right.Length + 1))}";
    }

    private void DrawTo((double X, double Y) from, (double X, double Y) to)
    {
        var (x0, y0) = DotOf(from);
        var (x1, y1) = DotOf(to);
        var steps = Math.Max(Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0)), 1);
        for (var i = 0; i <= steps; i++)
            Set(x0 + ((x1 - x0) * i / steps), y0 + ((y1 - y0) * i / steps));
    }

    private (int X, int Y) DotOf((double X, double Y) point) =>
        (Place(point.X, _left, _right, (_cells.GetLength(0) * Wide) - 1), (_cells.GetLength(1) * High) - 1 - Place(point.Y, _low, _high, (_cells.GetLength(1) * High) - 1));

    private static int Place(double value, double least, double most, int last)
    {
        var range = (most / 2) - (least / 2);
        return range > 0 ? (int)Math.Round(((value / 2) - (least / 2)) / range * last) : last / 2;
    }

    private void Set(int x, int y) => _cells[x / Wide, y / High] |= Bits[x % Wide, y % High];

    private static string Text(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
