using System.Runtime.InteropServices;
using Leat.Core;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sql.Bulk;

/// <summary>A series as it will be stored: its sealed blocks, or its points if they are few enough for a bundle; its latest point and its
/// extremes.</summary>
internal sealed class PackedSeries
{
    private readonly List<MetricPoint> _open = new(256);

    private PackedSeries(string key) => Key = key;

    public string Key { get; }

    /// <summary>The blocks of a long series.</summary>
    public List<NewBlock> Blocks { get; } = [];

    /// <summary>The points of a short series; they are encoded into a bundle only when the numbers of the names are known.</summary>
    public List<MetricPoint> Short { get; private set; } = [];

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

        packed.End();
        return last is null ? null : packed;
    }

    private void Add(in MetricPoint point)
    {
        if (_open.Count == MetricBlockCodec.MaxPointsPerBlock)
            Seal();
        if ((Blocks.Count == 0 && _open.Count == 0) || MetricValues.IsLater(point, Latest))
            Latest = point;
        _open.Add(point);
    }

    private void End()
    {
        if (_open.Count == 0)
            return;
        if (Blocks.Count > 0 || _open.Count > MetricBundleCodec.MaxPointsPerSeries)
        {
            Seal();
            return;
        }

        Widen(MetricBlockInfo.Of(CollectionsMarshal.AsSpan(_open)));
        Short = [.. _open];
    }

    private void Seal()
    {
        var points = CollectionsMarshal.AsSpan(_open);
        var info = MetricBlockInfo.Of(points);
        Blocks.Add(new NewBlock(info, MetricBlockCodec.Encode(points)));
        Widen(info);
        _open.Clear();
    }

    private void Widen(in MetricBlockInfo info)
    {
        Min = Min is { } min && !(info.Min < min) ? min : info.Min ?? Min;
        Max = Max is { } max && !(info.Max > max) ? max : info.Max ?? Max;
    }
}
