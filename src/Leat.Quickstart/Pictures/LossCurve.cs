using SkiaSharp;

namespace Leat.Quickstart.Pictures;

/// <summary>One line of a loss chart, with the band spanned by its folds.</summary>
/// <param name="Name">Name in the legend.</param>
/// <param name="Colour">Colour of the line and the band.</param>
/// <param name="Points">Ascending by iteration, with losses above 0.</param>
internal sealed record LossCurve(string Name, SKColor Colour, IReadOnlyList<LossCurvePoint> Points);

/// <summary>The mean over the folds at one iteration, with the minimum and maximum.</summary>
internal readonly record struct LossCurvePoint(int Iteration, double Mean, double Least, double Greatest);
