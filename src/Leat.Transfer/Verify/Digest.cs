using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Leat.Core;

namespace Leat.Transfer.Verify;

/// <summary>A sum of 128-bit hashes, which is the same in whatever order things are added.</summary>
internal readonly record struct Digest(UInt128 Sum, long Count)
{
    /// <summary>Of a text.</summary>
    public static Digest Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return new Digest(BinaryPrimitives.ReadUInt128LittleEndian(hash), 1);
    }

    /// <summary>Of several texts, in their order; a missing one is another than an empty one.</summary>
    public static Digest Of(params ReadOnlySpan<string?> texts)
    {
        var all = new StringBuilder();
        foreach (var text in texts)
            all.Append(CultureInfo.InvariantCulture, $"{text?.Length ?? -1}:").Append(text);
        return Of(all.ToString());
    }

    /// <summary>Of a point. Two mixes of 64 bits, since there are many millions; nobody gains by finding two that are the same.</summary>
    public static Digest Of(in MetricPoint point)
    {
        var value = BitConverter.DoubleToUInt64Bits(MetricValues.Canonical(point.Value));
        var low = Mix(Mix(Mix((ulong)point.Step + 0x9E3779B97F4A7C15) ^ (ulong)point.TimestampMs) ^ value);
        var high = Mix(Mix(Mix((ulong)point.TimestampMs + 0xC2B2AE3D27D4EB4F) ^ value) ^ (ulong)point.Step);
        return new Digest(new UInt128(high, low), 1);
    }

    public static Digest operator +(Digest left, Digest right) => new(unchecked(left.Sum + right.Sum), left.Count + right.Count);

    public override string ToString() => Sum.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>The finaliser of SplitMix64.</summary>
    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
