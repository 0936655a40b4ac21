using System.Text.Json;
using Leat.Core;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sql.Tests.Points;

/// <summary>Stored bytes and, beside them in readable form, their points.</summary>
internal static class GoldenFile
{
    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name, ".bin"));

    public static MetricPoint[] BlockPoints(string name) => [.. Rows(name).Select(row => Point(row, 0))];

    public static TailPoint[] TailPoints(string name) =>
        [.. Rows(name).Select(row => new TailPoint(row[0].GetInt64(), Point(row, 1)))];

    private static JsonElement.ArrayEnumerator Rows(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(PathOf(name, ".json")));
        return json.RootElement.GetProperty("points").Clone().EnumerateArray();
    }

    private static MetricPoint Point(JsonElement row, int first)
    {
        var value = row[first + 2];
        return new MetricPoint(
            row[first].GetInt64(), row[first + 1].GetInt64(),
            value.ValueKind == JsonValueKind.String ? double.NaN : value.GetDouble());
    }

    private static string PathOf(string name, string extension) =>
        Path.Combine(AppContext.BaseDirectory, "Points", "Golden", name + extension);
}
