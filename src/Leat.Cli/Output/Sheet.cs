using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Leat.Cli.Output;

/// <summary>What is known of one thing: values under their names, and groups of values.</summary>
internal sealed class Sheet
{
    private static readonly JsonWriterOptions Json = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string Title, string Key, object? Value)> _values = [];
    private readonly List<(string Title, string Key, List<(string Key, object? Value)> Values)> _groups = [];

    public void Add(string title, string key, object? value) => _values.Add((title, key, value));

    /// <summary>Adds a group; an empty one is not shown to people.</summary>
    public void AddMap(string title, string key, IEnumerable<(string Key, object? Value)> values) => _groups.Add((title, key, values.ToList()));

    public Task WriteAsync(TextWriter output, OutputForm form) => form switch
    {
        OutputForm.Json => WriteJsonAsync(output),
        OutputForm.Table => WriteForPeopleAsync(output),
        _ => new Listing<(string Key, object? Value)>([new("Name", "name", row => row.Key), new("Value", "value", row => row.Value)])
            .WriteAsync(output, form, [.. Flat()]),
    };

    private IEnumerable<(string Key, object? Value)> Flat() =>
        _values.Select(value => (value.Key, value.Value)).Concat(_groups.SelectMany(group => group.Values.Select(value => ($"{group.Key}.{value.Key}", value.Value))));

    private async Task WriteForPeopleAsync(TextWriter output)
    {
        await WriteGroupAsync(output, _values.Where(value => value.Value is not null).Select(value => (value.Title, value.Value)));
        foreach (var (title, _, values) in _groups.Where(group => group.Values.Count > 0))
        {
            await output.WriteLineAsync($"\n{title}:");
            await WriteGroupAsync(output, values.Select(value => ($"  {CellText.Visible(value.Key)}", value.Value)));
        }
    }

    private static async Task WriteGroupAsync(TextWriter output, IEnumerable<(string Title, object? Value)> values)
    {
        var table = new TextTable([("", false), ("", false)]);
        foreach (var (title, value) in values)
            table.Add([title, CellText.ForPeople(value)]);
        await table.WriteAsync(output);
    }

    private async Task WriteJsonAsync(TextWriter output)
    {
        using var buffer = new MemoryStream();
        await using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            foreach (var (_, key, value) in _values)
                WriteMember(json, key, value);
            foreach (var (_, key, values) in _groups)
            {
                json.WriteStartObject(key);
                foreach (var (name, value) in values)
                    WriteMember(json, name, value);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        await output.WriteLineAsync(Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    private static void WriteMember(Utf8JsonWriter json, string key, object? value)
    {
        json.WritePropertyName(key);
        JsonValues.Write(json, value);
    }
}
