namespace Leat.Core;

/// <summary>What is shown, compared or ordered by of a metric.</summary>
public enum MetricPart
{
    /// <summary>The latest value.</summary>
    Last,

    /// <summary>The least value ever logged, NaN aside; a run without any other has none.</summary>
    Min,

    /// <summary>The greatest value ever logged, NaN aside; a run without any other has none.</summary>
    Max,

    /// <summary>The step of the latest value.</summary>
    Step,
}
