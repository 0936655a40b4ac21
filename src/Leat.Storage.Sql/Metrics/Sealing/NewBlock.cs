using System.Runtime.InteropServices;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Points;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Metrics;

/// <summary>A block ready to be stored.</summary>
/// <param name="Info">Its bounds.</param>
/// <param name="Data">Its bytes.</param>
internal readonly record struct NewBlock(MetricBlockInfo Info, byte[] Data)
{
    /// <summary>Gap between neighbouring ordinals, so that late points find room without renumbering.</summary>
    public const long OrdinalGap = 1L << 20;

    /// <summary>Splits sorted points into blocks.</summary>
    public static List<NewBlock> Of(List<MetricPoint> points, bool atEnd) => MetricMerge.Split(points.Count, atEnd).ConvertAll(range =>
    {
        var block = CollectionsMarshal.AsSpan(points)[range];
        return new NewBlock(MetricBlockInfo.Of(block), MetricBlockCodec.Encode(block));
    });

    /// <summary>Ordinals for blocks at the end of a series.</summary>
    public static IEnumerable<long> OrdinalsAfter(long before, int count) => Enumerable.Range(1, count).Select(i => before + (i * OrdinalGap));

    /// <summary>The statements that replace blocks.</summary>
    /// <param name="series">The series, whose run is locked.</param>
    /// <param name="replaced">Ordinals of the blocks to remove.</param>
    /// <param name="blocks">The new blocks.</param>
    /// <param name="ordinals">Their ordinals, which may be those of removed blocks.</param>
    public static IEnumerable<SqlStatement> Replacement(
        SeriesKey series, IEnumerable<long> replaced, IReadOnlyList<NewBlock> blocks, IEnumerable<long> ordinals) =>
        [
            .. replaced.Select(ordinal => new SqlStatement(MetricBlockRow.Delete, [series.Run, series.Name, ordinal])),
            .. blocks.Zip(ordinals, (block, ordinal) => block.Insertion(series, ordinal)),
        ];

    /// <summary>Replaces blocks, in one round trip if the driver can.</summary>
    /// <inheritdoc cref="Replacement" path="/param"/>
    public static ValueTask ReplaceAsync(
        WriteTransaction transaction, SeriesKey series, IEnumerable<long> replaced, IReadOnlyList<NewBlock> blocks, IEnumerable<long> ordinals) =>
        transaction.WriteAllAsync([.. Replacement(series, replaced, blocks, ordinals)]);

    /// <summary>The values of its row, in the order of the table's columns.</summary>
    public object?[] Values(SeriesKey series, long ordinal) =>
    [
        series.Run, series.Name, ordinal, Info.FirstStep, Info.FirstTimestampMs, Info.LastStep, Info.LastTimestampMs, (long)Info.Count,
        Info.Min, Info.Max, Info.TimeAscends ? 1L : 0L, Data,
    ];

    private SqlStatement Insertion(SeriesKey series, long ordinal) => new(MetricBlockRow.Insert, Values(series, ordinal));
}
