using Leat.Core;
using Leat.Storage.Sql.Points.Encoding;

namespace Leat.Storage.Sql.Points;

/// <summary>Enumerates the series of a bundle, group by group. What is not read is skipped without being decoded.</summary>
/// <param name="reader">Positioned at the first group.</param>
internal ref struct MetricBundleReader(ByteReader reader)
{
    private ByteReader _reader = reader;

    /// <summary>Positioned at the times of the group.</summary>
    private ByteReader _times;

    /// <summary>Number of series left in the group.</summary>
    private ulong _left;

    private bool _standsAtValues;

    /// <summary>Number of points in the series.</summary>
    public int Points { get; private set; }

    /// <summary>The number of the series' name.</summary>
    public long Name { get; private set; }

    /// <summary>Moves to the next series; false if there is none.</summary>
    public bool MoveNext()
    {
        if (_standsAtValues)
            ValueColumn.Skip(ref _reader, Points);
        _standsAtValues = false;
        if (_left == 0)
        {
            if (_reader.Left == 0 && Name > 0)
                return false;
            ReadHead();
        }

        _left--;
        var name = Name + (long)_reader.Varint();
        if (name <= Name)
            _reader.Fail($"series {name} follows series {Name}");
        Name = name;
        _standsAtValues = true;
        return true;
    }

    /// <summary>Appends the points of the series to a list; may be called once. If it fails, the list is unchanged.</summary>
    public void Read(List<MetricPoint> into)
    {
        Span<long> steps = stackalloc long[MetricBundleCodec.MaxPointsPerSeries];
        Span<long> timestamps = stackalloc long[MetricBundleCodec.MaxPointsPerSeries];
        Span<double> values = stackalloc double[MetricBundleCodec.MaxPointsPerSeries];
        var times = _times;
        IntegerColumn.Read(ref times, steps[..Points]);
        IntegerColumn.Read(ref times, timestamps[..Points]);
        ValueColumn.Read(ref _reader, values[..Points]);
        _standsAtValues = false;
        for (var i = 0; i < Points; i++)
            into.Add(new MetricPoint(steps[i], timestamps[i], values[i]));
    }

    public readonly void Fail(string reason) => _reader.Fail(reason);

    private void ReadHead()
    {
        var points = _reader.Varint();
        if (points is 0 or > MetricBundleCodec.MaxPointsPerSeries)
            _reader.Fail($"it claims series of {points} points, where 1 to {MetricBundleCodec.MaxPointsPerSeries} can be");
        Points = (int)points;
        _times = _reader;
        IntegerColumn.Skip(ref _reader, Points);
        IntegerColumn.Skip(ref _reader, Points);
        _left = _reader.Varint();
        if (_left == 0)
            _reader.Fail("it holds times without series");
        Name = 0;
    }
}
