using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;

namespace Leat.Transfer.Columnar;

/// <summary>A column of a table, with the values of the rows that are not written yet.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">What DuckDB calls its type.</param>
/// <param name="about">What it holds.</param>
/// <param name="definition">How the file declares it.</param>
/// <param name="encoding">How its values are laid out, where that is known to be better than what the library chooses by a sample.</param>
internal abstract class Column<TRow>(string name, string type, string about, DataField definition, EncodingHint encoding)
{
    public string Name => name;

    public string Type => type;

    public string About => about;

    public DataField Definition => definition;

    public EncodingHint Encoding => encoding;

    /// <summary>Takes the value of a row.</summary>
    /// <returns>How many bytes of memory it takes beyond the row's own, roughly.</returns>
    public abstract int Append(in TRow row);

    /// <summary>Writes the values that were taken, and forgets them.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter writer, CancellationToken cancellationToken);
}

/// <summary>A column whose values wait in an array.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">What DuckDB calls its type.</param>
/// <param name="about">What it holds.</param>
/// <param name="definition">How the file declares it.</param>
/// <param name="read">Reads its value from a row.</param>
/// <param name="encoding">How its values are laid out.</param>
internal abstract class BufferedColumn<TRow, TItem>(
    string name, string type, string about, DataField definition, Func<TRow, TItem> read, EncodingHint encoding) : Column<TRow>(name, type, about, definition, encoding)
{
    private TItem[] _items = new TItem[64];
    private int _count;

    public override int Append(in TRow row)
    {
        var item = read(row);
        if (_count == _items.Length)
            Array.Resize(ref _items, 2 * _count);
        _items[_count++] = item;
        return SizeOf(item);
    }

    public override async Task WriteAsync(ParquetRowGroupWriter writer, CancellationToken cancellationToken)
    {
        await WriteAsync(writer, new ArraySegment<TItem>(_items, 0, _count), cancellationToken).ConfigureAwait(false);
        if (RuntimeHelpers.IsReferenceOrContainsReferences<TItem>())
            Array.Clear(_items, 0, _count);
        _count = 0;
    }

    /// <summary>How many bytes an item takes beyond its place in the array.</summary>
    protected virtual int SizeOf(TItem item) => 0;

    protected abstract Task WriteAsync(ParquetRowGroupWriter writer, ArraySegment<TItem> items, CancellationToken cancellationToken);
}

/// <summary>A column of text.</summary>
/// <param name="name">Its name.</param>
/// <param name="about">What it holds.</param>
/// <param name="read">Reads its value from a row.</param>
/// <param name="isNullable">Whether it can be missing.</param>
/// <param name="repeats">Whether the same values come again and again.</param>
internal sealed class TextColumn<TRow>(string name, string about, Func<TRow, string?> read, bool isNullable, bool repeats) : BufferedColumn<TRow, string?>(
    name, "VARCHAR", about, new DataField(name, typeof(string), isNullable), read, repeats ? EncodingHint.Dictionary : EncodingHint.Default)
{
    protected override int SizeOf(string? item) => repeats || item is null ? 0 : sizeof(char) * item.Length;

    protected override Task WriteAsync(ParquetRowGroupWriter writer, ArraySegment<string?> items, CancellationToken cancellationToken) =>
        writer.WriteAsync(Definition, items!);
}

/// <summary>A column of numbers, times or flags that are always there.</summary>
/// <inheritdoc cref="BufferedColumn{TRow, TItem}"/>
internal sealed class ValueColumn<TRow, TValue>(
    string name, string type, string about, DataField definition, Func<TRow, TValue> read, EncodingHint encoding = EncodingHint.Default)
    : BufferedColumn<TRow, TValue>(name, type, about, definition, read, encoding)
    where TValue : struct
{
    protected override Task WriteAsync(ParquetRowGroupWriter writer, ArraySegment<TValue> items, CancellationToken cancellationToken) =>
        writer.WriteAsync<TValue>(Definition, items.AsMemory(), cancellationToken: cancellationToken);
}

/// <summary>A column of numbers or times that can be missing.</summary>
/// <inheritdoc cref="BufferedColumn{TRow, TItem}"/>
internal sealed class OptionalColumn<TRow, TValue>(string name, string type, string about, DataField definition, Func<TRow, TValue?> read)
    : BufferedColumn<TRow, TValue?>(name, type, about, definition, read, EncodingHint.Default)
    where TValue : struct
{
    protected override Task WriteAsync(ParquetRowGroupWriter writer, ArraySegment<TValue?> items, CancellationToken cancellationToken) =>
        writer.WriteAsync<TValue>(Definition, items.AsMemory(), cancellationToken: cancellationToken);
}
