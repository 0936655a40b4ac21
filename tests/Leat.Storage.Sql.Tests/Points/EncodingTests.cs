using System.Text;
using CsCheck;
using Leat.Core;
using Leat.Storage.Sql.Points.Encoding;

namespace Leat.Storage.Sql.Tests.Points;

public sealed class EncodingTests
{
    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xE3069283u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x22620404u)]
    public void The_checksum_is_crc_32c(string text, uint checksum) =>
        Crc32C.Of(Encoding.ASCII.GetBytes(text)).ShouldBe(checksum);

    [Fact]
    public void Numbers_of_every_width_survive_packing() =>
        Gen.Select(Gen.Int[0, 64], Gen.ULong.Array[0, 130]).Sample((width, numbers) =>
        {
            var mask = width == 0 ? 0 : ulong.MaxValue >> (64 - width);
            var packed = new byte[BitPacking.SizeOf(numbers.Length, width)];
            BitPacking.Pack(numbers, width, packed);

            var padded = new byte[packed.Length + BitPacking.Padding];
            padded.AsSpan().Fill(0xA5);
            packed.CopyTo(padded, 0);
            var unpacked = new ulong[numbers.Length];
            BitPacking.Unpack(padded, width, unpacked);
            unpacked.ShouldBe(numbers.Select(number => number & mask));
        });

    [Theory]
    [InlineData(0, 0ul)]
    [InlineData(-1, 1ul)]
    [InlineData(1, 2ul)]
    [InlineData(long.MaxValue, ulong.MaxValue - 1)]
    [InlineData(long.MinValue, ulong.MaxValue)]
    public void Zigzag_keeps_small_numbers_small(long number, ulong zigzag)
    {
        VarintMath.ZigZag(number).ShouldBe(zigzag);
        VarintMath.UnZigZag(zigzag).ShouldBe(number);
    }

    [Fact]
    public void The_size_of_a_varint_is_known_beforehand() => Gen.ULong.Sample(number =>
    {
        using var writer = new ByteWriter(1, 0);
        writer.Varint(number);
        (writer.Length - 1).ShouldBe(VarintMath.SizeOf(number));
    });

    [Fact]
    public void The_planned_size_of_a_group_is_what_it_takes() =>
        Gen.OneOf(Gen.Long[-100, 100], Gen.Long).Array[1, IntegerColumn.GroupSize].Sample(numbers =>
        {
            using var writer = new ByteWriter(1, 0);
            PackedGroup.Write(writer, numbers);
            (writer.Length - 1).ShouldBe(GroupPlan.Careful(numbers).Size);
        });
}
