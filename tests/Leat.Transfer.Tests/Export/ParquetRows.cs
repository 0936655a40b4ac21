using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace Leat.Transfer.Tests.Export;

/// <summary>Reads Parquet files row by row, each as one text.</summary>
internal static class ParquetRows
{
    /// <summary>The rows of a file; only these columns, if any are given.</summary>
    public static async Task<List<string>> ReadAsync(string path, params string[] columns)
    {
        await using var reader = await ParquetReader.CreateAsync(path, cancellationToken: TestContext.Current.CancellationToken);
        var rows = new List<string>();
        var wanted = reader.Schema.DataFields.Where(field => columns.Length == 0 || columns.Contains(field.Name)).ToList();
        for (var i = 0; i < reader.RowGroupCount; i++)
        {
            using var group = reader.OpenRowGroupReader(i);
            var values = new List<string[]>();
            foreach (var field in wanted)
                values.Add(await ReadAsync(group, field));
            rows.AddRange(Enumerable.Range(0, (int)group.RowCount).Select(row => string.Join('|', values.Select(column => column[row]))));
        }

        return rows;
    }

    private static async Task<string[]> ReadAsync(ParquetRowGroupReader group, DataField field)
    {
        if (field.ClrType == typeof(ReadOnlyMemory<char>))
        {
            var texts = new string?[group.RowCount];
            await group.ReadAsync(field, texts!);
            return [.. texts.Select(text => text ?? "null")];
        }

        return field.ClrType == typeof(double) ? await ReadAsync<double>(group, field, value => double.IsNaN(value) ? "NaN" : value.ToString("G17", CultureInfo.InvariantCulture))
            : field.ClrType == typeof(long) ? await ReadAsync<long>(group, field, value => value.ToString(CultureInfo.InvariantCulture))
            : field.ClrType == typeof(bool) ? await ReadAsync<bool>(group, field, value => value ? "true" : "false")
            : await ReadAsync<DateTime>(group, field, value => new DateTimeOffset(value, TimeSpan.Zero).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<string[]> ReadAsync<TValue>(ParquetRowGroupReader group, DataField field, Func<TValue, string> text)
        where TValue : struct
    {
        if (field.IsNullable)
        {
            var optional = new TValue?[group.RowCount];
            await group.ReadAsync<TValue>(field, optional);
            return [.. optional.Select(value => value is { } there ? text(there) : "null")];
        }

        var values = new TValue[group.RowCount];
        await group.ReadAsync<TValue>(field, values);
        return [.. values.Select(text)];
    }
}
