using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Points;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Metrics;

/// <summary>The short series of one run, which share a row: separate rows, keys and times would take more space than their values.</summary>
/// <remarks>Readers treat the points of a bundle like those of the tail: a point that is also in a block counts once. So a series may
/// briefly be in both while sealing moves it.</remarks>
internal sealed class MetricBundle
{
    /// <summary>Maximum points over all series of a bundle, about 80 KB: every sealing of the run rewrites it, and reading one series
    /// fetches it. Further series have their own blocks, however short they are.</summary>
    internal const int MaxPoints = 16_384;

    private const string Select = "SELECT data FROM metric_bundles WHERE run = @p0";

    private readonly long _run;
    private readonly byte[]? _stored;
    private readonly SortedDictionary<long, List<MetricPoint>> _series;
    private byte[]? _packed;

    private MetricBundle(long run, byte[]? stored)
    {
        _run = run;
        _stored = stored;
        _series = stored is null ? [] : MetricBundleCodec.Decode(stored);
        Points = _series.Values.Sum(points => points.Count);
    }

    /// <summary>Number of points.</summary>
    public int Points { get; private set; }

    /// <summary>Whether it differs from the stored one.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>A bundle for a run that has none.</summary>
    public static MetricBundle New(long run) => new(run, null);

    /// <summary>The bundle of a run, empty if there is none.</summary>
    public static async Task<MetricBundle> ReadAsync(SqlSession session, long run) =>
        new(run, await ReadStoredAsync(session, run).ConfigureAwait(false));

    /// <summary>Removes a series from the bundle.</summary>
    /// <param name="name">The number of its name.</param>
    /// <param name="added">Points to merge with it.</param>
    /// <returns>All its points in the order of <see cref="MetricValues.CompareByStep"/>, each once.</returns>
    public List<MetricPoint> Take(long name, List<MetricPoint> added)
    {
        if (!_series.Remove(name, out var stored))
            return added;
        Points -= stored.Count;
        Change();
        return MetricMerge.Merge(stored, added);
    }

    /// <summary>Whether a series is short and the bundle has room for it; otherwise it needs blocks.</summary>
    public bool HasRoomFor(List<MetricPoint> points) =>
        points.Count <= MetricBundleCodec.MaxPointsPerSeries && Points + points.Count <= MaxPoints;

    /// <summary>Adds a series that is not in the bundle.</summary>
    /// <param name="name">The number of its name.</param>
    /// <param name="points">In the order of <see cref="MetricValues.CompareByStep"/>, each once.</param>
    public void Put(long name, List<MetricPoint> points)
    {
        _series.Add(name, points);
        Points += points.Count;
        Change();
    }

    /// <summary>Encodes the bundle in advance, so that <see cref="SaveAsync"/>, which blocks the writer, only has to store the bytes.</summary>
    public void Pack() => _packed ??= _series.Count == 0 ? null : MetricBundleCodec.Encode(_series);

    /// <summary>The values of the row of a bundle that is not stored yet, in the order of the table's columns; null if it is empty.</summary>
    public object?[]? NewRow()
    {
        Pack();
        return _packed is null ? null : [_run, (long)Points, _packed];
    }

    /// <summary>Whether the stored bundle is still the one that was read.</summary>
    public async ValueTask<bool> IsStillStoredAsync(SqlSession session) =>
        (await ReadStoredAsync(session, _run).ConfigureAwait(false)).AsSpan().SequenceEqual(_stored);

    /// <summary>Replaces the stored bundle; the run must be locked.</summary>
    public async ValueTask SaveAsync(WriteTransaction transaction)
    {
        if (!IsChanged)
            return;
        Pack();
        if (_packed is not null)
            await transaction.WriteRowAsync(RowWrites.MetricBundle, _run, (long)Points, _packed).ConfigureAwait(false);
        else if (_stored is not null)
            await transaction.WriteAsync("DELETE FROM metric_bundles WHERE run = @p0", _run).ConfigureAwait(false);
    }

    private void Change()
    {
        IsChanged = true;
        _packed = null;
    }

    private static async ValueTask<byte[]?> ReadStoredAsync(SqlSession session, long run) =>
        await session.ScalarAsync(Select, run).ConfigureAwait(false) as byte[];
}
