using Parquet;
using Parquet.Schema;

namespace Leat.Transfer.Columnar;

/// <summary>A column of a table, with the values of the rows that are not written yet.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">What DuckDB calls its type.</param>
/// <param name="about">What it holds.</param>
internal abstract class Column<TRow>(string name, string type, string about)
{
    public string Name => name;

    public string Type => type;

    public string About => about;

    public abstract DataField Field { get; }

    /// <summary>Whether its values can be missing.</summary>
    public bool IsNullable => Field.IsNullable;

    /// <summary>How its values are laid out, where that is known to be better than what the library chooses by a sample.</summary>
    public virtual EncodingHint Encoding => EncodingHint.Default;

    /// <summary>Takes the value of a row.</summary>
    /// <returns>How many bytes of memory it takes beyond the row's own, roughly.</returns>
    public abstract int Append(in TRow row);

    /// <summary>Writes the values that were taken, and forgets them.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter writer, CancellationToken cancellationToken);
}

/// <summary>A column of text.</summary>
/// <param name="name">Its name.</param>
/// <param name="about">What it holds.</param>
/// <param name="read">Reads its value from a row.</param>
/// <param name="isNullable">Whether it can be missing.</param>
/// <param name="repeats">Whether the same values come again and again.</param>
internal sealed class TextColumn<TRow>(string name, string about, Func<TRow, string?> read, bool isNullable, bool repeats) : Column<TRow>(name, "VARCHAR", about)
{
    private string?[] _values = new string?[64];
    private int _count;

    public override DataField Field { get; } = new(name, typeof(string), isNullable);

    public override EncodingHint Encoding => repeats ? EncodingHint.Dictionary : EncodingHint.Default;

    public override int Append(in TRow row)
    {
        var value = read(row);
        if (_count == _values.Length)
            Array.Resize(ref _values, 2 * _count);
        _values[_count++] = value;
        return repeats || value is null ? 0 : sizeof(char) * value.Length;
    }

    public override async Task WriteAsync(ParquetRowGroupWriter writer, CancellationToken cancellationToken)
    {
        await writer.WriteAsync(Field, new ArraySegment<string>(_values!, 0, _count)).ConfigureAwait(false);
        Array.Clear(_values, 0, _count);
        _count = 0;
    }
}

/// <summary>A column of numbers, times or flags that are always there.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">What DuckDB calls its type.</param>
/// <param name="about">What it holds.</param>
/// <param name="definition">How the file declares it.</param>
/// <param name="read">Reads its value from a row.</param>
/// <param name="encoding">How its values are laid out.</param>
internal sealed class ValueColumn<TRow, TValue>(
    string name, string type, string about, DataField definition, Func<TRow, TValue> read, EncodingHint encoding = EncodingHint.Default) : Column<TRow>(name, type, about)
    where TValue : struct
{
    private TValue[] _values = new TValue[64];
    private int _count;

    public override DataField Field => definition;

    public override EncodingHint Encoding => encoding;

    public override int Append(in TRow row)
    {
        if (_count == _values.Length)
            Array.Resize(ref _values, 2 * _count);
        _values[_count++] = read(row);
        return 0;
    }

    public override async Task WriteAsync(ParquetRowGroupWriter writer, CancellationToken cancellationToken)
    {
        await writer.WriteAsync<TValue>(definition, _values.AsMemory(0, _count), cancellationToken: cancellationToken).ConfigureAwait(false);
        _count = 0;
    }
}

/// <summary>A column of numbers or times that can be missing.</summary>
/// <inheritdoc cref="ValueColumn{TRow, TValue}"/>
internal sealed class OptionalColumn<TRow, TValue>(string name, string type, string about, DataField definition, Func<TRow, TValue?> read) : Column<TRow>(name, type, about)
    where TValue : struct
{
    private TValue?[] _values = new TValue?[64];
    private int _count;

    public override DataField Field => definition;

    public override int Append(in TRow row)
    {
        if (_count == _values.Length)
            Array.Resize(ref _values, 2 * _count);
        _values[_count++] = read(row);
        return 0;
    }

    public override async Task WriteAsync(ParquetRowGroupWriter writer, CancellationToken cancellationToken)
    {
        await writer.WriteAsync<TValue>(definition, _values.AsMemory(0, _count), cancellationToken: cancellationToken).ConfigureAwait(false);
        _count = 0;
    }
}
