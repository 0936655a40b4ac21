namespace Leat.Storage.Sql.Points.Encoding;

/// <summary>The header of one series in a tail row.</summary>
/// <param name="NameId">The metric's interned name.</param>
/// <param name="Count">Number of points, at least 1.</param>
/// <param name="Layout">How they are written.</param>
/// <param name="Size">Bytes of the points; 0 for a single point, which has no size field.</param>
internal readonly record struct TailSeriesHeader(long NameId, int Count, TailSeriesLayout Layout, int Size)
{
    private const int LayoutBits = 3;

    public void Write(ByteWriter writer)
    {
        writer.Varint((ulong)NameId);
        writer.Varint(((ulong)(Count - 1) << LayoutBits) | (byte)Layout);
        if (Count > 1)
            writer.Varint((ulong)Size);
    }

    /// <summary>Reads a header and checks that neither size nor count exceed what is left of the row.</summary>
    public static TailSeriesHeader Read(ref ByteReader reader)
    {
        var nameId = (long)reader.Varint();
        var countAndLayout = reader.Varint();
        var layout = (TailSeriesLayout)(countAndLayout & ((1 << LayoutBits) - 1));
        var following = countAndLayout >> LayoutBits;
        if (following == 0)
            return new TailSeriesHeader(nameId, 1, layout, 0);

        var size = reader.Varint();
        if (size > (ulong)reader.Left)
            reader.Fail($"a series claims {size} bytes, and {reader.Left} are left");
        // A point takes at least one byte, so this also limits what a reader allocates.
        if (following >= size)
            reader.Fail($"a series claims {following + 1} points in {size} bytes");
        return new TailSeriesHeader(nameId, (int)following + 1, layout, (int)size);
    }
}
