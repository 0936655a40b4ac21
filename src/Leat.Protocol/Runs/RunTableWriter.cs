using System.Buffers;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Writes the answer of <c>runs/table</c>. By hand, as a cell has no object of its own.</summary>
internal static class RunTableWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = PlainJson.Encoder, SkipValidation = true };

    /// <summary>Writes a table.</summary>
    /// <param name="output">Where the UTF-8 goes.</param>
    /// <param name="table">The table.</param>
    public static void Write(IBufferWriter<byte> output, RunTable table)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteStartArray("run_ids");
        foreach (var runId in table.RunIds)
            json.WriteStringValue(runId);
        json.WriteEndArray();
        json.WriteStartArray("columns");
        foreach (var column in table.Columns)
            Write(json, column);
        json.WriteEndArray();
        if (table.NextPageToken is { } next)
            json.WriteString("next_page_token", next);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RunColumnValues column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Column.Name);
        switch (column)
        {
            case NumberValues numbers:
                WriteValues(json, numbers.Values, static (json, value) => WireNumbers.WriteDouble(json, value!.Value));
                break;
            case IntegerValues integers:
                WriteValues(json, integers.Values, static (json, value) => json.WriteNumberValue(value!.Value));
                break;
            case TextValues texts:
                WriteTexts(json, texts.Values, static (json, text) => json.WriteStringValue(text));
                break;
            case DatasetValues datasets:
                WriteTexts(json, [.. datasets.Values.Select(JsonOf)], static (json, text) => json.WriteRawValue(text!, skipInputValidation: true));
                break;
            default:
                throw new NotSupportedException($"A {column.GetType().Name} has no form on the wire.");
        }

        json.WriteEndObject();
    }

    private static void WriteValues<T>(Utf8JsonWriter json, IReadOnlyList<T> values, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray("values");
        foreach (var value in values)
        {
            if (value is null)
                json.WriteNullValue();
            else
                write(json, value);
        }

        json.WriteEndArray();
    }

    /// <summary>With a dictionary if at most every second text is a new one.</summary>
    private static void WriteTexts(Utf8JsonWriter json, IReadOnlyList<string?> texts, Action<Utf8JsonWriter, string?> write)
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        var count = 0;
        foreach (var text in texts.OfType<string>())
        {
            codes.TryAdd(text, codes.Count);
            count++;
        }

        if (codes.Count > count / 2)
        {
            WriteValues(json, texts, write);
            return;
        }

        json.WriteStartArray("dictionary");
        foreach (var text in codes.Keys)
            write(json, text);
        json.WriteEndArray();
        json.WriteStartArray("codes");
        foreach (var text in texts)
        {
            if (text is null)
                json.WriteNullValue();
            else
                json.WriteNumberValue(codes[text]);
        }

        json.WriteEndArray();
    }

    private static string? JsonOf(IReadOnlyList<DatasetName>? datasets)
    {
        if (datasets is null)
            return null;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartArray();
            foreach (var (name, digest) in datasets)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("digest", digest);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
