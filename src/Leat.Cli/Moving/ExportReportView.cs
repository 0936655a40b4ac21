using System.Globalization;
using System.Text.Json;
using Leat.Cli.Upkeep;
using Leat.Transfer;

namespace Leat.Cli.Moving;

/// <summary>Says what an export wrote.</summary>
internal sealed class ExportReportView(ExportReport report, VerifyReport? verified, string source, ExportTarget target)
{
    private const int MostNotesShown = 50;

    public async Task WriteAsync(TextWriter output)
    {
        await output.WriteLineAsync($"Exported {source} to {target.Name}:");
        foreach (var (kind, count) in report.Counts)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{KindNames.Several(kind),-20}{count,12:N0}"));
        await output.WriteLineAsync($"{ByteText.Count(report.Points, "point")} of metrics. Files of runs stay where they are.");
        foreach (var note in report.Notes.Take(MostNotesShown))
            await output.WriteLineAsync($"Note: {(note.Id.Length > 0 ? $"{KindNames.One(note.Kind)} {note.Id}: " : "")}{note.Text}");
        if (report.Notes.Count > MostNotesShown)
            await output.WriteLineAsync($"and {report.Notes.Count - MostNotesShown} more notes (--output json lists them)");
        await output.WriteLineAsync(target.Hint);
        if (verified is null)
            return;
        await output.WriteLineAsync();
        await VerifyReportView.WriteAsync(verified, output);
    }

    public Task WriteJsonAsync(TextWriter output) => ReportForm.WriteJsonAsync(output, Write);

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("source", source);
        json.WriteString("target", target.Path);
        json.WriteStartObject("counts");
        foreach (var (kind, count) in report.Counts)
            json.WriteNumber(KindNames.Several(kind).Replace(' ', '_'), count);
        json.WriteEndObject();
        json.WriteNumber("points", report.Points);
        json.WriteStartArray("notes");
        foreach (var note in report.Notes)
        {
            json.WriteStartObject();
            json.WriteString("kind", KindNames.One(note.Kind));
            json.WriteString("id", note.Id);
            json.WriteString("text", note.Text);
            json.WriteBoolean("loss", note.IsLoss);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (verified is not null)
        {
            json.WritePropertyName("verified");
            VerifyReportView.Write(verified, json);
        }

        json.WriteEndObject();
    }
}
