using System.Globalization;
using Leat.Quickstart.Evaluation;
using SkiaSharp;

namespace Leat.Quickstart.Pictures;

/// <summary>Draws a confusion matrix as a heat map with counts, recall per row and precision per column.</summary>
internal sealed class ConfusionMatrixPicture
{
    private const float Top = 96;
    private const float Side = 520;
    private const float MarginColumn = 64;

    private readonly ConfusionMatrix _matrix;
    private readonly Picture _picture;
    private readonly float _left;
    private readonly float _cell;
    private readonly float _labelSize;

    private ConfusionMatrixPicture(ConfusionMatrix matrix, Picture picture, float left)
    {
        _matrix = matrix;
        _picture = picture;
        _left = left;
        _cell = Side / matrix.Classes.Count;
        _labelSize = Math.Clamp(_cell * 0.3f, 9, 14);
    }

    /// <summary>A PNG of the matrix with the given headings.</summary>
    public static byte[] Draw(ConfusionMatrix matrix, string title, string subtitle)
    {
        // The left margin holds the class names and at least the word 'precision'.
        var left = Math.Max(100, 58 + (LongestName(matrix) * 8.2f));
        using var picture = new Picture((int)(left + Side + MarginColumn + 118), (int)(Top + Side + 104));
        picture.Title(title, subtitle, 24);
        var drawing = new ConfusionMatrixPicture(matrix, picture, left);
        drawing.DrawCells();
        drawing.DrawClassNames();
        drawing.DrawMargins();
        drawing.DrawColourScale();
        return picture.ToPng();
    }

    private static int LongestName(ConfusionMatrix matrix) => matrix.Classes.Max(name => name.Length);

    private int Count => _matrix.Classes.Count;

    private float Centre(int index) => (_cell * index) + (_cell / 2);

    private void DrawCells()
    {
        for (var actual = 0; actual < Count; actual++)
            for (var predicted = 0; predicted < Count; predicted++)
                DrawCell(actual, predicted);
    }

    private void DrawCell(int actual, int predicted)
    {
        var count = _matrix[actual, predicted];
        var colour = Colour(count / (double)Math.Max(1, _matrix.RowTotal(actual)));
        var area = SKRect.Create(_left + (_cell * predicted), Top + (_cell * actual), _cell, _cell);
        area.Inflate(-1, -1);
        _picture.Fill(area, colour);
        var size = Math.Clamp(_cell * 0.32f, 9, 20);
        var ink = count == 0 ? Palette.Axis : Palette.InkOn(colour);
        _picture.Text(
            count.ToString("N0", CultureInfo.InvariantCulture),
            area.MidX, Picture.Baseline(area.MidY, size), size, ink, SKTextAlign.Center, bold: actual == predicted);
    }

    /// <summary>Shades by the square root of the share, because a good model's errors are only a few in a hundred.</summary>
    private static SKColor Colour(double shareOfRow) => Palette.Sequential(Math.Sqrt(shareOfRow));

    private void DrawClassNames()
    {
        for (var c = 0; c < Count; c++)
        {
            var name = _matrix.Classes[c];
            _picture.Text(
                name, _left - 8, Picture.Baseline(Top + Centre(c), _labelSize), _labelSize, Palette.Ink, SKTextAlign.Right);
            _picture.Text(name, _left + Centre(c), Top + Side + 20, _labelSize, Palette.Ink, SKTextAlign.Center);
        }
        _picture.VerticalText("actual class", 32, Top + (Side / 2), 13, Palette.MutedInk);
        _picture.Text("predicted class", _left + (Side / 2), Top + Side + 82, 13, Palette.MutedInk, SKTextAlign.Center);
    }

    private void DrawMargins()
    {
        var column = _left + Side + 12;
        var row = Top + Side + 46;
        _picture.Text("recall", column, Top - 12, 11, Palette.MutedInk);
        _picture.Text("precision", _left - 8, row, 11, Palette.MutedInk, SKTextAlign.Right);
        for (var c = 0; c < Count; c++)
        {
            _picture.Text(Percent(_matrix.Recall(c)), column, Picture.Baseline(Top + Centre(c), 11), 11, Palette.Ink);
            _picture.Text(Percent(_matrix.Precision(c)), _left + Centre(c), row, 11, Palette.Ink, SKTextAlign.Center);
        }
    }

    private void DrawColourScale()
    {
        const int Steps = 100;
        var x = _left + Side + MarginColumn + 16;
        for (var step = 0; step < Steps; step++)
        {
            var y = Top + (Side * step / Steps);
            _picture.Fill(SKRect.Create(x, y, 16, (Side / Steps) + 0.5f), Palette.Sequential(1 - (step / (Steps - 1.0))));
        }
        foreach (var share in (double[])[0, 0.01, 0.05, 0.1, 0.25, 0.5, 1])
        {
            var y = Top + (Side * (float)(1 - Math.Sqrt(share)));
            _picture.Text(Percent(share, "0"), x + 22, Picture.Baseline(y, 10), 10, Palette.MutedInk);
        }
        _picture.Text("share of row", x - 8, Top - 12, 11, Palette.MutedInk);
    }

    private static string Percent(double share, string format = "0.0") =>
        (share * 100).ToString(format, CultureInfo.InvariantCulture) + "%";
}
