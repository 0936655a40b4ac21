using SkiaSharp;

namespace Leat.Quickstart.Pictures;

/// <summary>The typefaces used in pictures. They are embedded in this assembly, so pictures look the same on every machine and can be drawn
/// on a server without fonts.</summary>
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
