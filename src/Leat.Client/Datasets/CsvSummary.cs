using Leat.Core;

namespace Leat.Client;

/// <summary>Columns and length of a CSV file.</summary>
internal sealed class CsvSummary(IReadOnlyList<CsvColumn> columns)
{
    public IReadOnlyList<CsvColumn> Columns { get; } = columns;

    /// <summary>Not counting the header.</summary>
    public long Rows { get; private set; }

    public static async Task<CsvSummary> ReadAsync(string path, char separator, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(path);
        var records = new CsvReader(reader, separator);
        var header = await records.ReadAsync(cancellationToken).ConfigureAwait(false)
            ?? throw LeatException.InvalidParameter($"The CSV file '{path}' is empty: its first line must name the columns.");
        var summary = new CsvSummary([.. header.Select(name => new CsvColumn(name))]);
        while (await records.ReadAsync(cancellationToken).ConfigureAwait(false) is { } fields)
            summary.Add(path, fields);
        return summary;
    }

    private void Add(string path, List<string> fields)
    {
        Rows++;
        if (fields.Count != Columns.Count)
        {
            throw LeatException.InvalidParameter(
                $"Row {Rows} of the CSV file '{path}' has {fields.Count} fields, but the header names {Columns.Count} columns.");
        }

        for (var i = 0; i < fields.Count; i++)
            Columns[i].Add(fields[i]);
    }
}
