namespace Leat.Storage.Sql.Metrics;

/// <summary>One metric of one run.</summary>
/// <param name="Run">The run's number.</param>
/// <param name="Name">The number of the metric's name.</param>
internal readonly record struct SeriesKey(long Run, long Name);
