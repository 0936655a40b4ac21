using System.Runtime.InteropServices;
using Leat.Core;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Metrics;

/// <summary>A block ready to be stored.</summary>
/// <param name="Info">Its bounds.</param>
/// <param name="Data">Its bytes.</param>
internal readonly record struct NewBlock(MetricBlockInfo Info, byte[] Data)
{
    /// <summary>Room left between the ordinals of neighbours, so that late points find a place without renumbering.</summary>
    public const long OrdinalGap = 1L << 20;

    /// <summary>Cuts sorted points into blocks.</summary>
    public static List<NewBlock> Of(List<MetricPoint> points, bool atEnd) => MetricMerge.Split(points.Count, atEnd).ConvertAll(range =>
    {
        var block = CollectionsMarshal.AsSpan(points)[range];
        return new NewBlock(MetricBlockInfo.Of(block), MetricBlockCodec.Encode(block));
    });

    public async ValueTask InsertAsync(WriteTransaction transaction, SeriesKey series, long ordinal) =>
        await transaction.WriteAsync(
            MetricBlockRow.Insert,
            series.Run,
            series.Name,
            ordinal,
            Info.FirstStep,
            Info.FirstTimestampMs,
            Info.LastStep,
            Info.LastTimestampMs,
            (long)Info.Count,
            Info.Min,
            Info.Max,
            Info.TimeAscends ? 1L : 0L,
            Data).ConfigureAwait(false);
}
