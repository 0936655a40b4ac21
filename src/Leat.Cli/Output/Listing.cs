using System.Text.Encodings.Web;
using System.Text.Json;

namespace Leat.Cli.Output;

/// <summary>Rows in one of the forms of <see cref="OutputForm"/>.</summary>
internal sealed class Listing<T>(IReadOnlyList<Column<T>> columns)
{
    private static readonly JsonWriterOptions Json = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task WriteAsync(TextWriter output, OutputForm form, IReadOnlyCollection<T> rows) => form switch
    {
        OutputForm.Json => WriteJsonAsync(output, rows),
        OutputForm.Csv => WriteLinesAsync(output, rows.Select(ValuesOf).Prepend(columns.Select(column => column.Key)), CsvLine),
        OutputForm.Plain => WriteLinesAsync(output, rows.Select(ValuesOf), values => string.Join('\t', values.Select(CellText.Visible))),
        _ => WriteTableAsync(output, rows),
    };

    private IEnumerable<string> ValuesOf(T row) => columns.Select(column => CellText.ForPrograms(column.Value(row)));

    private static async Task WriteLinesAsync(TextWriter output, IEnumerable<IEnumerable<string>> rows, Func<IEnumerable<string>, string> line)
    {
        foreach (var row in rows)
            await output.WriteLineAsync(line(row));
    }

    private static string CsvLine(IEnumerable<string> values) => string.Join(',', values.Select(value =>
        value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

    private async Task WriteTableAsync(TextWriter output, IReadOnlyCollection<T> rows)
    {
        if (rows.Count == 0)
            return;
        var isRight = columns.Select(column => rows.All(row => column.Value(row) is null or long or double or TimeSpan) && rows.Any(row => column.Value(row) is not null)).ToList();
        var table = new TextTable([.. columns.Select((column, i) => (column.Title, isRight[i]))]);
        foreach (var row in rows)
            table.Add([.. columns.Select(column => CellText.ForPeople(column.Value(row)))]);
        await table.WriteAsync(output);
    }

    private async Task WriteJsonAsync(TextWriter output, IReadOnlyCollection<T> rows)
    {
        using var buffer = new MemoryStream();
        await using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                json.WriteStartObject();
                foreach (var column in columns)
                {
                    json.WritePropertyName(column.Key);
                    JsonValues.Write(json, column.Value(row));
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        await output.WriteLineAsync(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }
}
