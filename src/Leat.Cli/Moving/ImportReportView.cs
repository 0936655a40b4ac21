using System.Globalization;
using System.Text.Json;
using Leat.Cli.Upkeep;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Transfer;

namespace Leat.Cli.Moving;

/// <summary>Says what an import did: what came, what did not and why, and what to do so that files are found.</summary>
internal sealed class ImportReportView(ImportReport report, VerifyReport? verified, CopiedFiles? files, string source, StoreUri target, bool dryRun, TimeSpan taken)
{
    private const int MostNotesShown = 50;
    private const int MostPlacesShown = 10;

    public async Task WriteAsync(TextWriter output)
    {
        await output.WriteLineAsync(dryRun
            ? $"Would import {source} into {target}. Nothing was changed."
            : string.Create(CultureInfo.InvariantCulture, $"Imported {source} into {target} in {taken.TotalSeconds:0.0} s. The source was only read."));
        await output.WriteLineAsync();
        await output.WriteLineAsync($"{"",-20}{"found",12}{"new",12}{"completed",12}{"there",12}{"left out",12}");
        foreach (var count in report.Counts)
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{KindNames.Several(count.Kind),-20}{count.Found,12:N0}{count.Added,12:N0}{count.Completed,12:N0}{count.Kept,12:N0}{count.LeftOut,12:N0}"));
        }

        await output.WriteLineAsync(report.PointsAreCounted
            ? $"{ByteText.Count(report.Points, "point")} of metrics {(dryRun ? "would come" : "came")}."
            : "All points of their metrics would come; the source does not say how many there are.");
        await WritePlacesAsync(output);
        if (files is not null)
            await WriteFilesAsync(files, output);
        await WriteNotesAsync(output);
        if (verified is null)
            return;
        await output.WriteLineAsync();
        await VerifyReportView.WriteAsync(verified, output);
    }

    public Task WriteJsonAsync(TextWriter output) => ReportForm.WriteJsonAsync(output, Write);

    private async Task WritePlacesAsync(TextWriter output)
    {
        if (report.ArtifactPlaces.Count == 0)
            return;
        await output.WriteLineAsync();
        await output.WriteLineAsync(files is null ? "Files of runs stay where they are:" : "Files of runs:");
        foreach (var (place, runs) in report.ArtifactPlaces.Take(MostPlacesShown))
            await output.WriteLineAsync($"  {ByteText.Count(runs, "run")} in {place}: {AdviceOn(place)}");
        if (report.ArtifactPlaces.Count > MostPlacesShown)
            await output.WriteLineAsync($"  and in {report.ArtifactPlaces.Count - MostPlacesShown} other places (--output json lists them)");
    }

    private async Task WriteFilesAsync(CopiedFiles copied, TextWriter output)
    {
        var outcome = copied.Report;
        await output.WriteLineAsync(
            $"  {ByteText.Count(outcome.Copied, "file")} ({ByteText.Of(outcome.Bytes)}) {(dryRun ? "would be " : "")}copied to {copied.Destination}, {ByteText.Count(outcome.Kept, "file")} there already.");
        if (outcome.FaultCount == 0)
            return;
        await output.WriteLineAsync();
        await output.WriteLineAsync("Not copied (import again for the rest):");
        foreach (var fault in outcome.Faults.Take(MostNotesShown))
            await output.WriteLineAsync($"  {KindNames.One(fault.Kind)} {fault.Id}: {fault.Text}");
        if (outcome.FaultCount > MostNotesShown)
            await output.WriteLineAsync($"  and {outcome.FaultCount - MostNotesShown} more (--output json lists them)");
    }

    private string AdviceOn(string place) => place.StartsWith($"{ArtifactUri.ProxyScheme}:", StringComparison.Ordinal)
        ? files is not null ? $"'leat server' shows them with --artifacts-destination {files.Destination}" : "give 'leat server' the --artifacts-destination of the old server (MLflow's default is ./mlartifacts)"
        : $"'leat server' shows them if started with --default-artifact-root {place}";

    private async Task WriteNotesAsync(TextWriter output)
    {
        foreach (var (isLoss, title) in ((bool, string)[])[(true, "Left out:"), (false, "Note:")])
        {
            var notes = report.Notes.Where(note => note.IsLoss == isLoss).ToList();
            if (notes.Count == 0)
                continue;
            await output.WriteLineAsync();
            await output.WriteLineAsync(title);
            foreach (var note in notes.Take(MostNotesShown))
                await output.WriteLineAsync($"  {(note.Id.Length > 0 ? $"{KindNames.One(note.Kind)} {note.Id}: " : "")}{note.Text}");
            if (notes.Count > MostNotesShown)
                await output.WriteLineAsync($"  and {notes.Count - MostNotesShown} more (--output json lists them)");
        }

        if (report.NoteCount > report.Notes.Count)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{report.NoteCount:N0} notes in all."));
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("source", source);
        json.WriteString("target", target.ToString());
        json.WriteBoolean("dry_run", dryRun);
        json.WriteNumber("seconds", Math.Round(taken.TotalSeconds, 3));
        json.WriteBoolean("complete", report.IsComplete);
        json.WriteStartObject("counts");
        foreach (var count in report.Counts)
        {
            json.WriteStartObject(KindNames.Several(count.Kind).Replace(' ', '_'));
            json.WriteNumber("found", count.Found);
            json.WriteNumber("new", count.Added);
            json.WriteNumber("completed", count.Completed);
            json.WriteNumber("there", count.Kept);
            json.WriteNumber("left_out", count.LeftOut);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (report.PointsAreCounted)
            json.WriteNumber("points", report.Points);
        else
            json.WriteNull("points");
        json.WriteStartArray("artifact_places");
        foreach (var (place, runs) in report.ArtifactPlaces)
        {
            json.WriteStartObject();
            json.WriteString("root", place);
            json.WriteNumber("runs", runs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (files is not null)
            Write(files.Report, json);
        WriteNotes("notes", report.Notes, json);
        json.WriteNumber("note_count", report.NoteCount);
        if (verified is not null)
        {
            json.WritePropertyName("verified");
            VerifyReportView.Write(verified, json);
        }

        json.WriteEndObject();
    }

    private static void Write(ArtifactCopyReport copied, Utf8JsonWriter json)
    {
        json.WriteStartObject("files");
        json.WriteNumber("copied", copied.Copied);
        json.WriteNumber("bytes", copied.Bytes);
        json.WriteNumber("there", copied.Kept);
        json.WriteNumber("elsewhere", copied.Elsewhere);
        json.WriteNumber("fault_count", copied.FaultCount);
        WriteNotes("faults", copied.Faults, json);
        json.WriteEndObject();
    }

    private static void WriteNotes(string name, IReadOnlyList<TransferNote> notes, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var note in notes)
        {
            json.WriteStartObject();
            json.WriteString("kind", KindNames.One(note.Kind).Replace(' ', '_'));
            json.WriteString("id", note.Id);
            json.WriteBoolean("left_out", note.IsLoss);
            json.WriteString("text", note.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
