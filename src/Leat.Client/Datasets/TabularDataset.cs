using System.Text.Json;
using Leat.Core;

namespace Leat.Client;

/// <summary>Describes tables as datasets that runs can note as their input.</summary>
public static class TabularDataset
{
    /// <summary>Describes a CSV file with a header: its columns with their types, its size, a digest of its bytes.</summary>
    /// <param name="path">A file on this disk, UTF-8, fields separated by <paramref name="separator"/>, quoted as RFC 4180 says.</param>
    /// <param name="name">Up to 500 characters; null for the file's name without extension.</param>
    /// <param name="separator">Between fields.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>A dataset with source type <c>local</c>, an <c>mlflow_colspec</c> schema and the profile <c>num_rows</c>,
    /// <c>num_elements</c>. Column types are <c>long</c>, <c>double</c>, <c>boolean</c> or <c>string</c>, the narrowest that all
    /// values fit; a column with empty fields is not required. The digest is 8 hex digits of SHA-256: equal bytes, equal
    /// digest, but not the digest that Python's client would give.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the file has no header, or a row has
    /// more or fewer fields than the header.</exception>
    /// <remarks>Reads the file once, whatever its size, in constant memory.</remarks>
    public static async Task<Dataset> FromCsvAsync(
        string path, string? name = null, char separator = ',', CancellationToken cancellationToken = default)
    {
        var file = await HashedFile.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        var summary = await CsvSummary.ReadAsync(path, separator, cancellationToken).ConfigureAwait(false);
        return file.ToDataset(
            name,
            JsonText.Of(writer => WriteSchema(writer, summary)),
            JsonText.Of(writer => WriteProfile(writer, summary)));
    }

    /// <summary>Like <see cref="FromCsvAsync"/>, blocking the caller while the file is read.</summary>
    public static Dataset FromCsv(string path, string? name = null, char separator = ',') =>
        Blocking.Run(() => FromCsvAsync(path, name, separator));

    private static void WriteSchema(Utf8JsonWriter writer, CsvSummary summary)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("mlflow_colspec");
        foreach (var column in summary.Columns)
        {
            writer.WriteStartObject();
            writer.WriteString("type", column.TypeName);
            writer.WriteString("name", column.Name);
            writer.WriteBoolean("required", !column.HasEmpty);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteProfile(Utf8JsonWriter writer, CsvSummary summary)
    {
        writer.WriteStartObject();
        writer.WriteNumber("num_rows", summary.Rows);
        writer.WriteNumber("num_elements", summary.Rows * summary.Columns.Count);
        writer.WriteEndObject();
    }
}
