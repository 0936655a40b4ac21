using SkiaSharp;

namespace Leat.Quickstart.Pictures;

/// <summary>A white canvas, measured in points, with <see cref="Scale"/> pixels per point.</summary>
internal sealed class Picture : IDisposable
{
    /// <summary>Two pixels per point: sharp on high-density screens and when enlarged.</summary>
    private const int Scale = 2;

    private readonly SKSurface _surface;

    public Picture(int width, int height)
    {
        _surface = SKSurface.Create(new SKImageInfo(width * Scale, height * Scale));
        Canvas.Scale(Scale);
        Canvas.Clear(Palette.Background);
    }

    public SKCanvas Canvas => _surface.Canvas;

    public void Title(string title, string subtitle, float x)
    {
        Text(title, x, 34, 18, Palette.Ink, bold: true);
        Text(subtitle, x, 56, 12, Palette.MutedInk);
    }

    public void Text(
        string text, float x, float y, float size, SKColor colour, SKTextAlign align = SKTextAlign.Left, bool bold = false)
    {
        using var paint = TextPaint(size, colour, align, bold);
        Canvas.DrawText(text, x, y, paint);
    }

    /// <summary>Draws text rotated to read upwards, centred at the point.</summary>
    public void VerticalText(string text, float x, float y, float size, SKColor colour)
    {
        Canvas.Save();
        Canvas.RotateDegrees(-90, x, y);
        Text(text, x, y, size, colour, SKTextAlign.Center);
        Canvas.Restore();
    }

    public void Line(float x1, float y1, float x2, float y2, SKColor colour, float width = 1)
    {
        using var paint = Stroke(colour, width);
        Canvas.DrawLine(x1, y1, x2, y2, paint);
    }

    public void Fill(SKRect area, SKColor colour)
    {
        using var paint = new SKPaint { Color = colour, Style = SKPaintStyle.Fill };
        Canvas.DrawRect(area, paint);
    }

    /// <summary>The baseline that makes text look vertically centred at <paramref name="y"/>.</summary>
    public static float Baseline(float y, float size) => y + (size * 0.36f);

    public static SKPaint Stroke(SKColor colour, float width) => new()
    {
        Color = colour,
        StrokeWidth = width,
        Style = SKPaintStyle.Stroke,
        IsAntialias = true,
        StrokeJoin = SKStrokeJoin.Round,
        StrokeCap = SKStrokeCap.Round,
    };

    public byte[] ToPng()
    {
        using var image = _surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public void Dispose() => _surface.Dispose();

    private static SKPaint TextPaint(float size, SKColor colour, SKTextAlign align, bool bold) => new()
    {
        Color = colour,
        TextSize = size,
        TextAlign = align,
        IsAntialias = true,
        SubpixelText = true,
        Typeface = bold ? Fonts.Bold : Fonts.Regular,
    };
}
