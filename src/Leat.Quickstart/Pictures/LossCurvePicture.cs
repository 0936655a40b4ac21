using System.Globalization;
using SkiaSharp;

namespace Leat.Quickstart.Pictures;

/// <summary>Draws losses over iterations on a logarithmic scale.</summary>
internal sealed class LossCurvePicture
{
    private const int Width = 860;
    private const int Height = 540;
    private static readonly SKRect Plot = new(86, 112, Width - 118, Height - 66);

    private readonly Picture _picture;
    private readonly IReadOnlyList<LossCurve> _curves;
    private readonly LogAxis _losses;
    private readonly int _first;
    private readonly int _last;

    private LossCurvePicture(Picture picture, IReadOnlyList<LossCurve> curves)
    {
        _picture = picture;
        _curves = curves;
        var points = curves.SelectMany(curve => curve.Points).ToList();
        _losses = new LogAxis(points.Min(point => point.Least), points.Max(point => point.Greatest));
        _first = points.Min(point => point.Iteration);
        _last = Math.Max(points.Max(point => point.Iteration), _first + 1);
    }

    /// <summary>A PNG of the curves, each named in the legend and at its end.</summary>
    public static byte[] Draw(IReadOnlyList<LossCurve> curves, string title, string subtitle, string iterationName)
    {
        using var picture = new Picture(Width, Height);
        picture.Title(title, subtitle, 24);
        var drawing = new LossCurvePicture(picture, curves);
        drawing.DrawAxes(iterationName);
        foreach (var curve in curves) drawing.DrawBand(curve);
        foreach (var curve in curves) drawing.DrawLine(curve);
        drawing.DrawLegend();
        drawing.DrawEndValues();
        return picture.ToPng();
    }

    private float X(double iteration) => Plot.Left + (float)((iteration - _first) / (_last - _first) * Plot.Width);

    private float Y(double loss) => Plot.Bottom - (float)(_losses.Position(loss) * Plot.Height);

    private void DrawAxes(string iterationName)
    {
        foreach (var tick in _losses.Ticks)
        {
            _picture.Line(Plot.Left, Y(tick), Plot.Right, Y(tick), Palette.Grid);
            _picture.Text(Number(tick), Plot.Left - 10, Picture.Baseline(Y(tick), 12), 12, Palette.Ink, SKTextAlign.Right);
        }
        foreach (var tick in IterationTicks())
        {
            _picture.Line(X(tick), Plot.Bottom, X(tick), Plot.Bottom + 5, Palette.Axis);
            _picture.Text(
                tick.ToString(CultureInfo.InvariantCulture), X(tick), Plot.Bottom + 20, 12, Palette.Ink, SKTextAlign.Center);
        }
        _picture.Line(Plot.Left, Plot.Bottom, Plot.Right, Plot.Bottom, Palette.Axis);
        _picture.Text(iterationName, Plot.MidX, Height - 20, 13, Palette.MutedInk, SKTextAlign.Center);
        _picture.VerticalText("log-loss (logarithmic scale)", 30, Plot.MidY, 13, Palette.MutedInk);
    }

    /// <summary>The first iteration, then every round number: about ten in total.</summary>
    private IEnumerable<int> IterationTicks()
    {
        var distance = ((int[])[1, 2, 5, 10, 20, 50, 100, 200, 500]).First(step => (_last - _first) / step <= 10);
        return Enumerable.Range(_first, _last - _first + 1)
            .Where(iteration => iteration % distance == 0 || (iteration == _first && distance > 2) || distance == 1);
    }

    private void DrawBand(LossCurve curve)
    {
        using var path = new SKPath();
        path.MoveTo(X(curve.Points[0].Iteration), Y(curve.Points[0].Greatest));
        foreach (var point in curve.Points) path.LineTo(X(point.Iteration), Y(point.Greatest));
        foreach (var point in curve.Points.Reverse()) path.LineTo(X(point.Iteration), Y(point.Least));
        path.Close();
        using var paint = new SKPaint { Color = curve.Colour.WithAlpha(0x2E), IsAntialias = true };
        _picture.Canvas.DrawPath(path, paint);
    }

    private void DrawLine(LossCurve curve)
    {
        using var path = new SKPath();
        path.MoveTo(X(curve.Points[0].Iteration), Y(curve.Points[0].Mean));
        foreach (var point in curve.Points) path.LineTo(X(point.Iteration), Y(point.Mean));
        using var line = Picture.Stroke(curve.Colour, 2.25f);
        _picture.Canvas.DrawPath(path, line);
        if (curve.Points.Count > 30) return;
        using var dot = new SKPaint { Color = curve.Colour, IsAntialias = true };
        foreach (var point in curve.Points) _picture.Canvas.DrawCircle(X(point.Iteration), Y(point.Mean), 3, dot);
    }

    private void DrawLegend()
    {
        var x = Plot.Left;
        foreach (var curve in _curves)
        {
            _picture.Fill(SKRect.Create(x, 78, 26, 12), curve.Colour.WithAlpha(0x2E));
            _picture.Line(x + 1, 84, x + 25, 84, curve.Colour, 2.25f);
            _picture.Text(curve.Name, x + 34, Picture.Baseline(84, 12), 12, Palette.Ink);
            x += 34 + (curve.Name.Length * 7.6f) + 26;
        }
        _picture.Text("line: mean of the folds, band: least to greatest", x, Picture.Baseline(84, 11), 11, Palette.MutedInk);
    }

    private void DrawEndValues()
    {
        var ends = _curves.Select(curve => (curve, Y: Y(curve.Points[^1].Mean))).OrderBy(end => end.Y);
        var lowest = float.MinValue;
        foreach (var (curve, y) in ends)
        {
            // Two curves may end at the same height; their labels must not overlap.
            lowest = Math.Max(y, lowest + 30);
            _picture.Text(Number(curve.Points[^1].Mean, 3), Plot.Right + 10, lowest, 13, curve.Colour, bold: true);
            _picture.Text(curve.Name, Plot.Right + 10, lowest + 14, 11, curve.Colour);
        }
    }

    private static string Number(double value, int digits = 6) =>
        value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) is var text
        && text.Contains('E', StringComparison.Ordinal)
            ? value.ToString("0.#######", CultureInfo.InvariantCulture)
            : text;
}
