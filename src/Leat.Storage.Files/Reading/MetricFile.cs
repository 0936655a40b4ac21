using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Reads the lines of metric files from their bytes: a text for each of many million numbers would take most of the time.</summary>
internal static class MetricFile
{
    /// <summary>Most fields of a line: timestamp, value, step, run, name and digest of a dataset.</summary>
    private const int MostFields = 6;

    /// <summary>The points of a run's metric, in the order of steps.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a line that is none.</exception>
    public static List<MetricPoint> ReadPoints(FileInfo file, string shown) => ReadPoints(Bytes(file, shown), shown);

    /// <summary>The points of some lines, in the order of steps.</summary>
    /// <inheritdoc cref="ReadPoints(FileInfo, string)"/>
    public static List<MetricPoint> ReadPoints(ReadOnlySpan<byte> lines, string shown)
    {
        var points = new List<MetricPoint>(Math.Min(lines.Length / 24, 1 << 24));
        Span<Range> fields = stackalloc Range[MostFields + 1];
        var rest = lines;
        for (var number = 1; rest.Length > 0; number++)
        {
            var line = NextLine(ref rest);
            if (line.IsEmpty)
                continue;
            var count = Split(line, fields);

            // As in MLflow: the oldest lines have no step, and that of lines that name a dataset does not count.
            if (count is not (2 or 3 or 5) || !TryReadPoint(line, fields, count == 3, out var point))
                throw Malformed(shown, number);
            points.Add(point);
        }

        if (!IsOrdered(points))
            points.Sort(static (a, b) => MetricValues.CompareByStep(a, b));
        return points;
    }

    /// <summary>The metrics of a logged model.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a line that is none.</exception>
    public static List<ModelMetric> ReadModelMetrics(FileInfo file, string key, string modelId, string shown)
    {
        var metrics = new List<ModelMetric>();
        Span<Range> fields = stackalloc Range[MostFields + 1];
        ReadOnlySpan<byte> rest = Bytes(file, shown);
        for (var number = 1; rest.Length > 0; number++)
        {
            var line = NextLine(ref rest);
            if (line.IsEmpty)
                continue;
            var count = Split(line, fields);
            if (count is not (4 or 6) || !TryReadPoint(line, fields, hasStep: true, out var point))
                throw Malformed(shown, number);
            var link = new MetricLink(
                modelId, count == 6 ? Encoding.UTF8.GetString(line[fields[4]]) : null, count == 6 ? Encoding.UTF8.GetString(line[fields[5]]) : null);
            metrics.Add(new ModelMetric(Encoding.UTF8.GetString(line[fields[3]]), new Metric(key, point.Value, point.TimestampMs, point.Step, link)));
        }

        return metrics;
    }

    private static byte[] Bytes(FileInfo file, string shown)
    {
        try
        {
            return File.ReadAllBytes(file.FullName);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LeatException(ErrorCode.InvalidParameterValue, $"'{shown}' cannot be read: {error.Message.TrimEnd('.')}.", error);
        }
    }

    private static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return line.TrimEnd((byte)'\r');
    }

    private static int Split(ReadOnlySpan<byte> line, Span<Range> fields)
    {
        var (count, start) = (0, 0);
        for (var i = 0; i <= line.Length && count < fields.Length; i++)
        {
            if (i < line.Length && line[i] != ' ')
                continue;
            fields[count++] = start..i;
            start = i + 1;
        }

        return count;
    }

    private static bool TryReadPoint(ReadOnlySpan<byte> line, Span<Range> fields, bool hasStep, out MetricPoint point)
    {
        point = default;
        var step = 0L;
        if (!TryReadInteger(line[fields[0]], out var timestamp) || !TryReadValue(line[fields[1]], out var value)
            || (hasStep && !TryReadInteger(line[fields[2]], out step)))
            return false;
        point = new MetricPoint(step, timestamp, MetricValues.Canonical(value));
        return true;
    }

    private static bool TryReadInteger(ReadOnlySpan<byte> text, out long number) =>
        Utf8Parser.TryParse(text, out number, out var used) && used == text.Length;

    private static bool TryReadValue(ReadOnlySpan<byte> text, out double value)
    {
        if (Utf8Parser.TryParse(text, out value, out var used) && used == text.Length)
            return true;
        switch (Encoding.UTF8.GetString(text).ToLowerInvariant())
        {
            case "nan":
                value = double.NaN;
                return true;
            case "inf" or "infinity" or "+inf":
                value = double.PositiveInfinity;
                return true;
            case "-inf" or "-infinity":
                value = double.NegativeInfinity;
                return true;
            default:
                return false;
        }
    }

    private static bool IsOrdered(List<MetricPoint> points)
    {
        for (var i = 1; i < points.Count; i++)
        {
            if (MetricValues.CompareByStep(points[i - 1], points[i]) > 0)
                return false;
        }

        return true;
    }

    private static LeatException Malformed(string shown, int line) => LeatException.InvalidParameter(
        string.Create(CultureInfo.InvariantCulture, $"'{shown}', line {line}, is not a timestamp, a value and a step as MLflow writes them."));
}
