namespace Leat.Storage.Specification;

/// <summary>A clock that advances by a millisecond each time it is read, so that no two things have the same time.</summary>
/// <remarks>Timers run on the real clock. Safe for concurrent use.</remarks>
public sealed class SteppingTimeProvider : TimeProvider
{
    private long _now = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Increment(ref _now));
}
