using Leat.Core.Search;

namespace Leat.Storage.Sql.Runs;

/// <summary>The condition that a metric equals a number and is not NaN, which other conditions take for 0.</summary>
/// <param name="Field">The metric.</param>
/// <param name="Value">The number, as it is stored.</param>
internal sealed record ExactMetric(SearchField Field, double Value) : Condition(Field, Comparator.Equal);
