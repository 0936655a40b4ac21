using Leat.Core;

namespace Leat.Storage.Sql.Metrics;

/// <summary>A point on its way into a run's tail.</summary>
/// <param name="NameId">The metric's interned name.</param>
/// <param name="Point">The point, its value canonical.</param>
internal readonly record struct TailPoint(long NameId, MetricPoint Point);
