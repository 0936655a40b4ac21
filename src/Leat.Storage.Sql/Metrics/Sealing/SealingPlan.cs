namespace Leat.Storage.Sql.Metrics;

/// <summary>How to seal a run's tail, based on a snapshot.</summary>
/// <param name="Tail">What was read from the tail.</param>
/// <param name="Bundle">The run's bundle including the tail's short series, without series that have outgrown it.</param>
/// <param name="LongSeries">The other series.</param>
internal sealed record SealingPlan(TailContent Tail, MetricBundle Bundle, List<SeriesPlan> LongSeries);
