namespace Leat.Core;

/// <summary>Names a series: one metric of one run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Key">The metric.</param>
public readonly record struct SeriesName(string RunId, string Key);
