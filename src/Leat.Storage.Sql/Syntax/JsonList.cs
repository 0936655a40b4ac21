using System.Globalization;
using System.Text;
using System.Text.Json;
using Leat.Core;

namespace Leat.Storage.Sql.Syntax;

/// <summary>Lists of values as JSON, for databases without array parameters.</summary>
internal static class JsonList
{
    public static string Of(IReadOnlyList<long> values)
    {
        var json = new StringBuilder("[");
        foreach (var value in values)
            json.Append(json.Length == 1 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{value}");
        return json.Append(']').ToString();
    }

    public static string Of(IReadOnlyList<string> values)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, PlainJson.WriterOptions))
        {
            writer.WriteStartArray();
            foreach (var value in values)
                writer.WriteStringValue(value);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
