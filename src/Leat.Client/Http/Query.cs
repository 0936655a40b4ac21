using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Leat.Client;

/// <summary>A message as the query of a GET: its fields under their names, lists as a field that repeats.</summary>
internal static class Query
{
    public static string Of<T>(T message, JsonTypeInfo<T> type)
    {
        using var fields = JsonSerializer.SerializeToDocument(message, type);
        var query = new StringBuilder();
        foreach (var field in fields.RootElement.EnumerateObject())
        {
            if (field.Value.ValueKind != JsonValueKind.Array)
                Append(query, field.Name, field.Value);
            else
            {
                foreach (var element in field.Value.EnumerateArray())
                    Append(query, field.Name, element);
            }
        }

        return query.ToString();
    }

    private static void Append(StringBuilder query, string name, JsonElement value) => query
        .Append(query.Length == 0 ? '?' : '&').Append(name).Append('=')
        .Append(value.ValueKind == JsonValueKind.String ? Uri.EscapeDataString(value.GetString()!) : value.GetRawText());
}
