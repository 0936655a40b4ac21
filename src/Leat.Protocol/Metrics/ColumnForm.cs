using System.Buffers.Binary;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>How the numbers of a column are written in a frame.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Size">Bytes of a number.</param>
/// <param name="IsOfDifferences">Whether numbers are differences from the one before.</param>
internal sealed record ColumnForm(string Name, int Size, bool IsOfDifferences)
{
    /// <summary>A chart has fewer pixels across, so that nobody sees an error that is smaller than the range divided by this.</summary>
    private const double VisibleParts = 8_192;

    /// <summary>The relative error of a double that is rounded to a float within its range.</summary>
    private const double FloatError = 1.0 / (1 << 24);

    private static readonly ColumnForm Differences8 = new("u8", 1, true);
    private static readonly ColumnForm Differences16 = new("u16", 2, true);
    private static readonly ColumnForm Differences32 = new("u32", 4, true);
    private static readonly ColumnForm Floats = new("f32", 4, false);
    private static readonly ColumnForm Doubles = new("f64", 8, false);

    /// <summary>The narrowest form that holds a column.</summary>
    public static ColumnForm Of(SeriesColumn column, IReadOnlyList<MetricPoint> points) =>
        column == SeriesColumn.Value ? OfValues(points) : OfIntegers(column, points);

    /// <summary>The step or the time of a point.</summary>
    public static long Integer(SeriesColumn column, in MetricPoint point) => column == SeriesColumn.Step ? point.Step : point.TimestampMs;

    /// <summary>Writes the numbers.</summary>
    public void Write(SeriesColumn column, IReadOnlyList<MetricPoint> points, Span<byte> into)
    {
        if (column == SeriesColumn.Value)
            WriteValues(points, into);
        else if (IsOfDifferences)
            WriteDifferences(column, points, into);
        else
            WriteIntegers(column, points, into);
    }

    private static ColumnForm OfIntegers(SeriesColumn column, IReadOnlyList<MetricPoint> points)
    {
        var most = 0UL;
        for (var i = 1; i < points.Count; i++)
        {
            var (before, next) = (Integer(column, points[i - 1]), Integer(column, points[i]));
            if (next < before)
                return Doubles;
            most = Math.Max(most, (ulong)next - (ulong)before);
        }

        return most switch
        {
            <= byte.MaxValue => Differences8,
            <= ushort.MaxValue => Differences16,
            <= uint.MaxValue => Differences32,
            _ => Doubles,
        };
    }

    /// <summary>Floats, if they show what doubles would: no number becomes zero or infinite, and none moves by what can be seen.</summary>
    private static ColumnForm OfValues(IReadOnlyList<MetricPoint> points)
    {
        var (least, greatest, error) = (double.PositiveInfinity, double.NegativeInfinity, 0.0);
        for (var i = 0; i < points.Count; i++)
        {
            var value = Shown(points[i].Value);
            if (!double.IsFinite(value))
                continue;
            (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
            var difference = Math.Abs((float)value - value);
            if (difference > Math.Abs(value) * FloatError)
                return Doubles;
            error = Math.Max(error, difference);
        }

        return greatest > least && error * VisibleParts > greatest - least ? Doubles : Floats;
    }

    /// <summary>Stores keep an infinity as the largest double of its sign.</summary>
    private static double Shown(double value) => value switch
    {
        double.MaxValue => double.PositiveInfinity,
        -double.MaxValue => double.NegativeInfinity,
        _ => value,
    };

    private void WriteValues(IReadOnlyList<MetricPoint> points, Span<byte> into)
    {
        for (var i = 0; i < points.Count; i++)
        {
            if (Size == sizeof(float))
                BinaryPrimitives.WriteSingleLittleEndian(into[(i * sizeof(float))..], (float)Shown(points[i].Value));
            else
                BinaryPrimitives.WriteDoubleLittleEndian(into[(i * sizeof(double))..], Shown(points[i].Value));
        }
    }

    private void WriteDifferences(SeriesColumn column, IReadOnlyList<MetricPoint> points, Span<byte> into)
    {
        var before = points.Count == 0 ? 0 : Integer(column, points[0]);
        for (var i = 0; i < points.Count; i++)
        {
            var next = Integer(column, points[i]);
            var difference = (uint)((ulong)next - (ulong)before);
            before = next;
            if (Size == sizeof(byte))
                into[i] = (byte)difference;
            else if (Size == sizeof(ushort))
                BinaryPrimitives.WriteUInt16LittleEndian(into[(i * sizeof(ushort))..], (ushort)difference);
            else
                BinaryPrimitives.WriteUInt32LittleEndian(into[(i * sizeof(uint))..], difference);
        }
    }

    private static void WriteIntegers(SeriesColumn column, IReadOnlyList<MetricPoint> points, Span<byte> into)
    {
        for (var i = 0; i < points.Count; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(into[(i * sizeof(double))..], Integer(column, points[i]));
    }
}
