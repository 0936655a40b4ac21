namespace Leat.Storage.Sql.Metrics;

/// <summary>A block with its bytes.</summary>
/// <param name="Row">Its place and bounds.</param>
/// <param name="Data">See <see cref="MetricBlockCodec"/>.</param>
internal readonly record struct StoredBlock(MetricBlockRow Row, byte[] Data);
