using System.Text;
using System.Text.Json;
using Leat.Cli.CommandLine;

namespace Leat.Cli.Moving;

/// <summary>The option <c>--output</c>: text for people, or JSON for programs.</summary>
internal sealed class ReportForm
{
    public Setting Option { get; } = new("--output", "FORM", "plain, or json for programs. Default: plain");

    /// <exception cref="UsageException">Neither of the two.</exception>
    public bool IsJson(SettingReader reader) => (reader.Text(Option) ?? "plain") switch
    {
        "plain" => false,
        "json" => true,
        var other => throw new UsageException($"Invalid value for --output: '{other}' is neither plain nor json."),
    };

    public static async Task WriteJsonAsync(TextWriter output, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        await using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
            write(json);
        await output.WriteLineAsync(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
