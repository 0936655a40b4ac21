using System.Globalization;
using System.Runtime.InteropServices;
using Leat.Core;
using Leat.Storage.Sql.Metrics;

namespace Leat.Storage.Sql.Histories;

/// <summary>A text that changes whenever points of a series do, made without opening its blocks.</summary>
/// <remarks>Blocks count, with their bounds and extremes, and each point that is in none. So the version also changes when points are sealed,
/// once: a caller then reads again what it had. Points are never removed from a block or changed in it, only merged into it, which changes
/// its count.</remarks>
internal static class SeriesVersion
{
    /// <summary>The version of a series.</summary>
    /// <param name="blocks">All of its blocks, in order.</param>
    /// <param name="tail">All other points, ordered, each once.</param>
    public static string Of(List<MetricBlockRow> blocks, List<MetricPoint> tail)
    {
        var hash = Mix(Mix(0, blocks.Count), tail.Count);
        foreach (ref readonly var block in CollectionsMarshal.AsSpan(blocks))
        {
            var info = block.Info;
            hash = Mix(Mix(Mix(hash, block.Ordinal), info.Count), info.FirstStep);
            hash = Mix(Mix(Mix(hash, info.FirstTimestampMs), info.LastStep), info.LastTimestampMs);
            hash = Mix(Mix(hash, Bits(info.Min)), Bits(info.Max));
        }

        foreach (ref readonly var point in CollectionsMarshal.AsSpan(tail))
            hash = Mix(Mix(Mix(hash, point.Step), point.TimestampMs), BitConverter.DoubleToInt64Bits(point.Value));
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static long Bits(double? value) => value is { } number ? BitConverter.DoubleToInt64Bits(number) : 0;

    /// <summary>The step of SplitMix64, which spreads each bit over all of them.</summary>
    private static ulong Mix(ulong hash, long value)
    {
        hash = (hash ^ (ulong)value) + 0x9E37_79B9_7F4A_7C15;
        hash = (hash ^ (hash >> 30)) * 0xBF58_476D_1CE4_E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D0_49BB_1331_11EB;
        return hash ^ (hash >> 31);
    }
}
