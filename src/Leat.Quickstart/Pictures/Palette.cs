using SkiaSharp;

namespace Leat.Quickstart.Pictures;

/// <summary>Colours that colour-blind readers can tell apart (Okabe and Ito's blue and vermilion).</summary>
internal static class Palette
{
    public static readonly SKColor Background = SKColors.White;
    public static readonly SKColor Ink = new(0x1F, 0x24, 0x2B);
    public static readonly SKColor MutedInk = new(0x5B, 0x64, 0x70);
    public static readonly SKColor Grid = new(0xE4, 0xE7, 0xEB);
    public static readonly SKColor Axis = new(0x9A, 0xA3, 0xAE);
    public static readonly SKColor Training = new(0x00, 0x72, 0xB2);
    public static readonly SKColor Validation = new(0xD5, 0x5E, 0x00);

    private static readonly SKColor[] Blues =
    [
        new(0xF7, 0xFB, 0xFF), new(0xDE, 0xEB, 0xF7), new(0xC6, 0xDB, 0xEF), new(0x9E, 0xCA, 0xE1), new(0x6B, 0xAE, 0xD6),
        new(0x42, 0x92, 0xC6), new(0x21, 0x71, 0xB5), new(0x08, 0x51, 0x9C), new(0x08, 0x30, 0x6B),
    ];

    /// <summary>From almost white at 0 to dark blue at 1.</summary>
    public static SKColor Sequential(double value)
    {
        var position = Math.Clamp(value, 0, 1) * (Blues.Length - 1);
        var lower = Math.Min((int)position, Blues.Length - 2);
        return Mix(Blues[lower], Blues[lower + 1], position - lower);
    }

    /// <summary>White or the text colour, whichever contrasts more with <paramref name="background"/>.</summary>
    public static SKColor InkOn(SKColor background) =>
        (0.299 * background.Red) + (0.587 * background.Green) + (0.114 * background.Blue) < 140 ? SKColors.White : Ink;

    private static SKColor Mix(SKColor from, SKColor to, double share) => new(
        Mix(from.Red, to.Red, share), Mix(from.Green, to.Green, share), Mix(from.Blue, to.Blue, share));

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share));
}
