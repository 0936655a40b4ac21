using Leat.Core;

namespace Leat.Transfer.Tests.TensorBoard;

/// <summary>Writes files of events: records as TensorFlow's <c>record_writer.cc</c> frames them.</summary>
internal static class EventFileWriter
{
    public static byte[] Frame(byte[] record)
    {
        var length = BitConverter.GetBytes((ulong)record.Length);
        return [.. length, .. Checksum(length), .. record, .. Checksum(record)];
    }

    public static void Write(string path, params byte[][] records)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, [.. records.SelectMany(Frame)]);
    }

    public static void Append(string path, params byte[][] records)
    {
        using var file = new FileStream(path, FileMode.Append);
        foreach (var record in records)
            file.Write(Frame(record));
    }

    public static byte[] Checksum(byte[] bytes)
    {
        var crc = Crc32C.Of(bytes);
        return BitConverter.GetBytes(((crc >> 15) | (crc << 17)) + 0xa282ead8u);
    }
}
