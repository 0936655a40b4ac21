namespace Leat.Benchmarks.Metrics;

/// <summary>What the values of a metric look like.</summary>
public enum SeriesKind
{
    /// <summary>A loss per batch: full doubles around a trend.</summary>
    Noisy,

    /// <summary>A moving average of a loss: full doubles near each other.</summary>
    Smooth,

    /// <summary>A score as people round it: four decimals.</summary>
    FourDecimals,

    /// <summary>Computed in single precision and widened.</summary>
    SinglePrecision,
}
