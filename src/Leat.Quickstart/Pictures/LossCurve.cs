using SkiaSharp;

namespace Leat.Quickstart.Pictures;

/// <summary>One line of a loss curve with the band its folds span.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Colour">Of line and band.</param>
/// <param name="Points">Ascending by iteration, losses above 0.</param>
internal sealed record LossCurve(string Name, SKColor Colour, IReadOnlyList<LossCurvePoint> Points);

/// <summary>The mean over the folds at one iteration, and the least and greatest among them.</summary>
internal readonly record struct LossCurvePoint(int Iteration, double Mean, double Least, double Greatest);
