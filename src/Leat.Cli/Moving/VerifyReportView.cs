using System.Globalization;
using System.Text.Json;
using Leat.Cli.Upkeep;
using Leat.Transfer;

namespace Leat.Cli.Moving;

/// <summary>Says what a comparison found.</summary>
internal static class VerifyReportView
{
    private const int MostShown = 50;

    public static async Task WriteAsync(VerifyReport report, TextWriter output)
    {
        await output.WriteLineAsync($"{"",-20}{"in source",12}{"here",12}  checksums");
        foreach (var count in report.Counts)
        {
            var checksums = count.SourceChecksum == count.HereChecksum ? $"{count.HereChecksum} on both sides" : $"{count.SourceChecksum} and {count.HereChecksum}";
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{KindNames.Several(count.Kind),-20}{count.InSource,12:N0}{count.Here,12:N0}  {checksums}"));
        }

        await output.WriteLineAsync(report.DifferenceCount == 0
            ? $"All of it is here as in the source, {ByteText.Count(report.Points, "point")} of metrics included."
            : $"{ByteText.Count(report.DifferenceCount, "difference")}, of which {report.MissingCount:N0} say that something is not here:");
        foreach (var difference in report.Differences.OrderBy(difference => difference.IsMissing ? 0 : 1).Take(MostShown))
            await output.WriteLineAsync($"  {KindNames.One(difference.Kind)} {difference.Id} {difference.Text}");
        if (report.DifferenceCount > MostShown)
            await output.WriteLineAsync($"  and {report.DifferenceCount - MostShown:N0} more (--output json lists them)");
    }

    public static void Write(VerifyReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("counts");
        foreach (var count in report.Counts)
        {
            json.WriteStartObject(KindNames.Several(count.Kind).Replace(' ', '_'));
            json.WriteNumber("in_source", count.InSource);
            json.WriteNumber("here", count.Here);
            json.WriteString("source_checksum", count.SourceChecksum);
            json.WriteString("here_checksum", count.HereChecksum);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteNumber("points", report.Points);
        json.WriteNumber("difference_count", report.DifferenceCount);
        json.WriteNumber("missing_count", report.MissingCount);
        json.WriteStartArray("differences");
        foreach (var difference in report.Differences)
        {
            json.WriteStartObject();
            json.WriteString("kind", KindNames.One(difference.Kind).Replace(' ', '_'));
            json.WriteString("id", difference.Id);
            json.WriteString("text", difference.Text);
            json.WriteBoolean("missing", difference.IsMissing);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
