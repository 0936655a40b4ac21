using System.Runtime.InteropServices;
using Leat.Core;
using Leat.Storage.Sql.Metrics;

namespace Leat.Storage.Sql.Bulk;

/// <summary>A series as its rows will stand: sealed blocks, the latest point, the extremes.</summary>
internal sealed class PackedSeries
{
    private readonly List<MetricPoint> _open = new(256);

    private PackedSeries(string key) => Key = key;

    public string Key { get; }

    public List<(MetricBlockInfo Info, byte[] Data)> Blocks { get; } = [];

    public MetricPoint Latest { get; private set; }

    public double? Min { get; private set; }

    public double? Max { get; private set; }

    /// <summary>Packs a series block by block; null if it has no points.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the points are not in order.</exception>
    public static PackedSeries? Of(BulkSeries series)
    {
        var packed = new PackedSeries(series.Key);
        MetricPoint? last = null;
        foreach (var given in series.Points)
        {
            var point = given with { Value = MetricValues.Canonical(given.Value) };
            var order = last is { } before ? MetricValues.CompareByStep(before, point) : -1;
            if (order > 0)
            {
                throw LeatException.InvalidParameter(
                    $"The points of '{series.Key}' are not in the order of steps, timestamps and values: step {point.Step} follows step {last!.Value.Step}.");
            }

            if (order < 0)
                packed.Add(point);
            last = point;
        }

        packed.Seal();
        return packed.Blocks.Count == 0 ? null : packed;
    }

    private void Add(in MetricPoint point)
    {
        if (_open.Count == MetricBlockCodec.MaxPointsPerBlock)
            Seal();
        if ((Blocks.Count == 0 && _open.Count == 0) || MetricValues.IsLater(point, Latest))
            Latest = point;
        _open.Add(point);
    }

    private void Seal()
    {
        if (_open.Count == 0)
            return;
        var points = CollectionsMarshal.AsSpan(_open);
        var info = MetricBlockInfo.Of(points);
        Blocks.Add((info, MetricBlockCodec.Encode(points)));
        Min = Min is { } min && !(info.Min < min) ? min : info.Min ?? Min;
        Max = Max is { } max && !(info.Max > max) ? max : info.Max ?? Max;
        _open.Clear();
    }
}
