using Leat.Storage.Sql.Rows;

namespace Leat.Storage.Sql.Writes;

/// <summary>The hours whose traces one transaction changes, noted as one row each when it ends: what was added up of them no longer holds.</summary>
internal sealed class TraceHourChanges
{
    private const long MsPerHour = 3_600_000;

    /// <summary>Tells the rows of this writer from those of others, so that writers never wait for each other's.</summary>
    private readonly long _writer = Random.Shared.NextInt64(1, long.MaxValue);

    private readonly HashSet<(long Experiment, long Hour)> _hours = [];

    /// <summary>The hour that a moment lies in, since 1970; also before that, where remainders are negative.</summary>
    public static long HourOf(long timestampMs) => (timestampMs / MsPerHour) - (timestampMs % MsPerHour < 0 ? 1 : 0);

    /// <summary>When an hour begins, in Unix milliseconds.</summary>
    public static long BeginOf(long hour) => hour * MsPerHour;

    public void Add(long experiment, long hour) => _hours.Add((experiment, hour));

    /// <summary>The rows for the hours added since the last call, in the order of their keys. Each has a number that no other transaction has, by
    /// which whoever has added up the hour sees that this change came later.</summary>
    public IReadOnlyList<RowBatch> TakeRows()
    {
        if (_hours.Count == 0)
            return [];
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var change = Random.Shared.NextInt64();
        RowBatch rows = new(
            RowWrites.TraceHourChange,
            [.. _hours.Order().Select(hour => new object?[] { hour.Experiment, hour.Hour, _writer, change, now })]);
        Clear();
        return [rows];
    }

    public void Clear() => _hours.Clear();
}
