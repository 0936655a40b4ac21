using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Metrics;

/// <summary>The short series of one run, which share a row: rows, keys and times of their own would take more than their values.</summary>
/// <remarks>Readers take the points in a bundle as they take those of the tail: wherever they are, in blocks too, they count once.
/// So a series may be in both for a moment, while sealing moves it out.</remarks>
internal sealed class MetricBundle
{
    /// <summary>Points of all series of a bundle, some 80 KB: every sealing of the run writes it anew, and who reads one series has
    /// to fetch it. Series beyond have blocks of their own, however short.</summary>
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

    /// <summary>How many points it holds.</summary>
    public int Points { get; private set; }

    /// <summary>Whether it is another than is stored.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>A bundle for a run that has none.</summary>
    public static MetricBundle New(long run) => new(run, null);

    /// <summary>The bundle of a run, empty if there is none.</summary>
    public static async Task<MetricBundle> ReadAsync(SqlSession session, long run) =>
        new(run, await ReadStoredAsync(session, run).ConfigureAwait(false));

    /// <summary>Takes a series out.</summary>
    /// <param name="name">The number of its name.</param>
    /// <param name="added">Points to go with it.</param>
    /// <returns>All of them in the order of <see cref="MetricValues.CompareByStep"/>, each once.</returns>
    public List<MetricPoint> Take(long name, List<MetricPoint> added)
    {
        if (!_series.Remove(name, out var stored))
            return added;
        Points -= stored.Count;
        Change();
        return MetricMerge.Merge(stored, added);
    }

    /// <summary>Whether a series is short and there is room for it; else it has to have blocks.</summary>
    public bool HasRoomFor(List<MetricPoint> points) =>
        points.Count <= MetricBundleCodec.MaxPointsPerSeries && Points + points.Count <= MaxPoints;

    /// <summary>Puts a series in that is not in yet.</summary>
    /// <param name="name">The number of its name.</param>
    /// <param name="points">In the order of <see cref="MetricValues.CompareByStep"/>, each once.</param>
    public void Put(long name, List<MetricPoint> points)
    {
        _series.Add(name, points);
        Points += points.Count;
        Change();
    }

    /// <summary>Makes the bytes now, so that <see cref="SaveAsync"/>, which holds the writer, only has to write them.</summary>
    public void Pack() => _packed ??= _series.Count == 0 ? null : MetricBundleCodec.Encode(_series);

    /// <summary>Whether nobody has stored another bundle since this one was read.</summary>
    public async ValueTask<bool> IsStillStoredAsync(SqlSession session) =>
        (await ReadStoredAsync(session, _run).ConfigureAwait(false)).AsSpan().SequenceEqual(_stored);

    /// <summary>Writes it in place of the stored one; the run must be locked.</summary>
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
