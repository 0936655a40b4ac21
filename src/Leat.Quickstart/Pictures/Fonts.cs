using SkiaSharp;

namespace Leat.Quickstart.Pictures;

/// <summary>
/// The typefaces of the pictures. They come with this assembly, so that a picture looks the same on every machine and
/// a server without any fonts can draw it.
/// </summary>
internal static class Fonts
{
    public static SKTypeface Regular { get; } = Load("DejaVuSans-Latin.ttf");

    public static SKTypeface Bold { get; } = Load("DejaVuSans-Bold-Latin.ttf");

    private static SKTypeface Load(string name)
    {
        using var stream = typeof(Fonts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The typeface {name} is not embedded.");
        return SKTypeface.FromStream(stream);
    }
}
