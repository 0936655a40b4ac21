using Leat.Core;

namespace Leat.Storage.Sql.Points;

/// <summary>A point to be written to a run's tail.</summary>
/// <param name="NameId">The metric's interned name.</param>
/// <param name="Point">The point, with a canonical value.</param>
internal readonly record struct TailPoint(long NameId, MetricPoint Point);
