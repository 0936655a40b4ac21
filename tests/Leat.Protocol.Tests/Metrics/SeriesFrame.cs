using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace Leat.Protocol.Tests.Metrics;

/// <summary>A frame as a reader of <c>docs/formats/series.md</c> sees it.</summary>
/// <param name="Header">What it says of itself.</param>
/// <param name="Columns">Its numbers by the names of the columns, as JavaScript has them.</param>
internal sealed record SeriesFrame(JsonObject Header, IReadOnlyDictionary<string, double[]> Columns)
{
    public string Key => (string)Header["key"]!;

    public double[] this[string column] => Columns[column];

    /// <summary>The type of a column.</summary>
    public string TypeOf(string column) => (string)Header["columns"]!.AsArray().Single(one => (string)one!["name"]! == column)!["type"]!;

    /// <summary>Reads all frames of an answer.</summary>
    public static List<SeriesFrame> ReadAll(ReadOnlySpan<byte> bytes)
    {
        var frames = new List<SeriesFrame>();
        while (bytes.Length > 0)
        {
            var (headerLength, dataLength) = (BinaryPrimitives.ReadInt32LittleEndian(bytes), BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]));
            (headerLength % 8, dataLength % 8).ShouldBe((0, 0));
            var header = JsonNode.Parse(bytes.Slice(8, headerLength))!.AsObject();
            frames.Add(new SeriesFrame(header, ReadColumns(header, bytes.Slice(8 + headerLength, dataLength))));
            bytes = bytes[(8 + headerLength + dataLength)..];
        }

        return frames;
    }

    private static Dictionary<string, double[]> ReadColumns(JsonObject header, ReadOnlySpan<byte> data)
    {
        var columns = new Dictionary<string, double[]>();
        foreach (var column in header["columns"]?.AsArray() ?? [])
        {
            var (type, count) = ((string)column!["type"]!, (int)header["n"]!);
            var size = type switch { "u8" => 1, "u16" => 2, "u32" or "f32" => 4, _ => 8 };
            columns.Add((string)column["name"]!, Read(data[..(count * size)], type, size, (long?)column["first"]));
            data = data[((count * size) + ((8 - (count * size % 8)) % 8))..];
        }

        data.Length.ShouldBe(0);
        return columns;
    }

    private static double[] Read(ReadOnlySpan<byte> data, string type, int size, long? first)
    {
        var numbers = new double[data.Length / size];
        var sum = first ?? 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            var one = data.Slice(i * size, size);
            numbers[i] = type switch
            {
                "u8" => sum += one[0],
                "u16" => sum += BinaryPrimitives.ReadUInt16LittleEndian(one),
                "u32" => sum += BinaryPrimitives.ReadUInt32LittleEndian(one),
                "f32" => BinaryPrimitives.ReadSingleLittleEndian(one),
                "f64" => BinaryPrimitives.ReadDoubleLittleEndian(one),
                _ => throw new InvalidDataException($"There is no type {type}."),
            };
        }

        return numbers;
    }
}
