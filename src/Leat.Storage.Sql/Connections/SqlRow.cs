using System.Data.Common;
using System.Globalization;
using Leat.Core;

namespace Leat.Storage.Sql.Connections;

/// <summary>The current row of a query. Its columns are read one after the other, in the order of the SELECT list, so that no code counts them.
/// Valid only until the next row.</summary>
/// <param name="reader">At a row.</param>
/// <param name="share">Counts what is read from rows; null if nothing is counted.</param>
internal sealed class SqlRow(DbDataReader reader, MemoryShare? share = null)
{
    /// <summary>The bytes that a text or a list entry takes in addition to its characters.</summary>
    private const int ObjectCost = 48;

    /// <summary>From this many characters on, a text is long.</summary>
    private const int LongText = 64 * 1024;

    private int _next;

    public long NextInt64() => reader.GetInt64(_next++);

    public long? NextInt64OrNull() => IsNull() ? null : reader.GetInt64(_next++);

    public int NextInt32() => reader.GetInt32(_next++);

    /// <summary>A yes or no, stored as 1 or 0.</summary>
    public bool NextFlag() => NextInt64() != 0;

    public double NextDouble() => reader.GetDouble(_next++);

    public double? NextDoubleOrNull() => IsNull() ? null : reader.GetDouble(_next++);

    public string NextText()
    {
        var text = reader.GetString(_next++);
        share?.Add(CostOf(text));
        return text;
    }

    public string? NextTextOrNull() => IsNull() ? null : NextText();

    public byte[] NextBytes() => Counted((byte[])reader.GetValue(_next++));

    /// <summary>Bytes; null for any other value, since SQLite's columns may hold anything.</summary>
    public byte[]? NextBytesOrNull() => reader.GetValue(_next++) is byte[] bytes ? Counted(bytes) : null;

    /// <summary>A value of any kind.</summary>
    public object NextValue() => reader.GetValue(_next++);

    /// <summary>A sum or a count, which some databases return as a decimal.</summary>
    public long NextSum() => Convert.ToInt64(reader.GetValue(_next++), CultureInfo.InvariantCulture);

    /// <summary>A sum of whole numbers; null if there were none.</summary>
    public long? NextSumOrNull() => IsNull() ? null : NextSum();

    /// <summary>A sum of numbers of any kind.</summary>
    public double NextRealSum() => Convert.ToDouble(reader.GetValue(_next++), CultureInfo.InvariantCulture);

    /// <summary>Two columns: the value of a metric, and whether it is NaN.</summary>
    public double NextMetricValue()
    {
        var value = NextDouble();
        return NextFlag() ? double.NaN : value;
    }

    /// <summary>The number of an experiment as clients know it.</summary>
    public string NextExperimentId() => NextInt64().ToString(CultureInfo.InvariantCulture);

    /// <summary>Goes back to the first column, when the reader has moved to another row.</summary>
    public SqlRow Begin()
    {
        _next = 0;
        share?.Add(ObjectCost);
        return this;
    }

    /// <summary>A long text is held once more on its way out, in UTF-8; short ones leave in pieces.</summary>
    private static long CostOf(string text) =>
        ObjectCost + (sizeof(char) * (long)text.Length) + (text.Length > LongText ? 2L * text.Length : 0);

    private byte[] Counted(byte[] bytes)
    {
        share?.Add(ObjectCost + bytes.Length);
        return bytes;
    }

    /// <summary>Whether the next column is NULL; if so, it is skipped.</summary>
    private bool IsNull()
    {
        if (!reader.IsDBNull(_next))
            return false;
        _next++;
        return true;
    }
}
