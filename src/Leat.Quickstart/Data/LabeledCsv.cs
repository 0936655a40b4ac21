using System.Globalization;

namespace Leat.Quickstart.Data;

/// <summary>Reads CSV with a header; all columns are numbers except the last, which is the class.</summary>
/// <remarks>We ship the files ourselves and they contain no quotes, so splitting at commas is enough.</remarks>
internal static class LabeledCsv
{
    public static LabeledData Read(string name, TextReader text)
    {
        var header = ReadHeader(name, text);
        var features = new List<float[]>();
        var targets = new List<string>();
        while (text.ReadLine() is { Length: > 0 } line)
        {
            var cells = line.Split(',');
            if (cells.Length != header.Length)
            {
                throw new InvalidDataException(
                    $"{name}: row {features.Count + 1} has {cells.Length} columns, the header {header.Length}.");
            }
            features.Add([.. cells[..^1].Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))]);
            targets.Add(cells[^1]);
        }
        string[] classes = [.. targets.Distinct().Order(StringComparer.Ordinal)];
        int[] labels = [.. targets.Select(target => Array.BinarySearch(classes, target, StringComparer.Ordinal))];
        return new LabeledData(name, header[..^1], classes, [.. features], labels);
    }

    private static string[] ReadHeader(string name, TextReader text) =>
        text.ReadLine()?.Split(',') ?? throw new InvalidDataException($"{name}: the file is empty.");
}
