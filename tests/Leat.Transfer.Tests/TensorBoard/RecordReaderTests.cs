using Leat.Transfer.TensorBoard;

namespace Leat.Transfer.Tests.TensorBoard;

/// <summary>Whatever the bytes: records that are whole come, and what ends them is named.</summary>
public sealed class RecordReaderTests
{
    private static readonly byte[][] Records = [[1, 2, 3], [], [.. Enumerable.Range(0, 300_000).Select(i => (byte)i)], [4]];

    private static byte[] Whole => [.. Records.SelectMany(EventFileWriter.Frame)];

    [Fact]
    public void Records_come_as_they_were_written()
    {
        var (records, end, _) = Read(Whole);

        records.ShouldBe(Records);
        end.ShouldBe(RecordEnd.Whole);
    }

    [Fact]
    public void A_record_of_a_real_writer_is_one()
    {
        // The first record of a file that TorchSharp's SummaryWriter wrote.
        var bytes = Convert.FromHexString("1800000000000000a37f4b220912a8e0b69ebea1431a0d627261696e2e4576656e743a32cb339b70");

        var (records, end, _) = Read(bytes);

        records.Single().Length.ShouldBe(24);
        end.ShouldBe(RecordEnd.Whole);
    }

    [Fact]
    public void A_file_that_is_cut_anywhere_gives_the_records_before()
    {
        byte[] bytes = [.. EventFileWriter.Frame([1, 2, 3]), .. EventFileWriter.Frame([4, 5])];
        var first = EventFileWriter.Frame([1, 2, 3]).Length;
        for (var length = 0; length < bytes.Length; length++)
        {
            var (records, end, offset) = Read(bytes[..length]);

            records.Count.ShouldBe(length < first ? 0 : 1);
            end.ShouldBe(length == 0 || length == first ? RecordEnd.Whole : RecordEnd.CutOff);
            offset.ShouldBe(length < first ? 0 : first);
        }
    }

    [Fact]
    public void A_bit_that_flips_anywhere_ends_the_file_at_its_record()
    {
        byte[] bytes = [.. EventFileWriter.Frame([1, 2, 3]), .. EventFileWriter.Frame([4, 5])];
        var first = EventFileWriter.Frame([1, 2, 3]).Length;
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var damaged = bytes.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            var (records, end, offset) = Read(damaged);

            records.Count.ShouldBe(bit / 8 < first ? 0 : 1);
            end.ShouldBe(RecordEnd.Damaged);
            offset.ShouldBe(bit / 8 < first ? 0 : first);
        }
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    [InlineData(1UL << 40)]
    public void A_length_that_the_file_does_not_have_takes_no_memory(ulong length)
    {
        var header = BitConverter.GetBytes(length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var (records, end, _) = Read([.. header, .. EventFileWriter.Checksum(header), 1, 2, 3]);

        (records.Count, end).ShouldBe((0, RecordEnd.CutOff));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4 << 20);
    }

    [Fact]
    public void A_record_that_is_too_large_is_passed_over()
    {
        var size = RecordReader.LargestRecord + 1;
        var header = BitConverter.GetBytes((ulong)size);
        using var file = new TemporaryFile();
        using (var stream = File.Create(file.Path))
        {
            stream.Write(EventFileWriter.Frame([1]));
            stream.Write(header);
            stream.Write(EventFileWriter.Checksum(header));
            stream.SetLength(stream.Length + size + 4);
            stream.Seek(0, SeekOrigin.End);
            stream.Write(EventFileWriter.Frame([2]));
        }

        using var reader = new RecordReader(File.OpenRead(file.Path), new FileInfo(file.Path).Length);
        var records = new List<byte[]>();
        while (reader.TryRead(out var record))
            records.Add(record.ToArray());

        records.ShouldBe([[1], [2]]);
        (reader.TooLarge, reader.End).ShouldBe((1, RecordEnd.Whole));
    }

    [Fact]
    public void What_is_written_after_the_file_was_found_is_not_read()
    {
        var length = EventFileWriter.Frame([1, 2, 3]).Length;
        using var reader = new RecordReader(new MemoryStream(Whole), length);

        reader.TryRead(out _).ShouldBeTrue();
        reader.TryRead(out _).ShouldBeFalse();
        reader.End.ShouldBe(RecordEnd.Whole);
    }

    private static (List<byte[]> Records, RecordEnd End, long Offset) Read(byte[] bytes)
    {
        using var reader = new RecordReader(new MemoryStream(bytes), bytes.Length);
        var records = new List<byte[]>();
        while (reader.TryRead(out var record))
            records.Add(record.ToArray());
        reader.TryRead(out _).ShouldBeFalse();
        return (records, reader.End, reader.Offset);
    }

    private sealed class TemporaryFile : IDisposable
    {
        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
