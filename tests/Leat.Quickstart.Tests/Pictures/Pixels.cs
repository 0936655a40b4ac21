using SkiaSharp;

namespace Leat.Quickstart.Tests.Pictures;

/// <summary>A decoded PNG whose colours can be queried.</summary>
internal sealed class Pixels : IDisposable
{
    private readonly SKBitmap _bitmap;

    private Pixels(SKBitmap bitmap) => _bitmap = bitmap;

    public int Width => _bitmap.Width;

    public int Height => _bitmap.Height;

    public static Pixels Decode(byte[] png)
    {
        png.AsSpan(0, 8).SequenceEqual<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]).ShouldBeTrue();
        return new Pixels(SKBitmap.Decode(png).ShouldNotBeNull());
    }

    /// <summary>How many pixels have exactly this colour.</summary>
    public int Count(SKColor colour) => _bitmap.Pixels.Count(pixel => pixel == colour);

    /// <summary>How many pixels of a region, given as fractions of width and height, are not background.</summary>
    public int Drawn(float left, float top, float right, float bottom)
    {
        var drawn = 0;
        for (var y = (int)(top * Height); y < (int)(bottom * Height); y++)
            for (var x = (int)(left * Width); x < (int)(right * Width); x++)
            {
                if (_bitmap.GetPixel(x, y) != SKColors.White) drawn++;
            }
        return drawn;
    }

    public void Dispose() => _bitmap.Dispose();
}
