namespace Leat.Storage.Sql.Metrics;

/// <summary>How a run's tail is to be sealed, as a snapshot showed it.</summary>
/// <param name="Tail">What was read of the tail.</param>
/// <param name="Bundle">The run's bundle with the short series of the tail in it, and without those that have grown.</param>
/// <param name="LongSeries">The other series.</param>
internal sealed record SealingPlan(TailContent Tail, MetricBundle Bundle, List<SeriesPlan> LongSeries);
