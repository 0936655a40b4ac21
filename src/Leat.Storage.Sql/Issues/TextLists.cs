using Leat.Core;
using Leat.Storage.Sql.Traces;

namespace Leat.Storage.Sql.Issues;

/// <summary>Lists of texts as they are stored: a JSON list.</summary>
internal static class TextLists
{
    public static string Write(IReadOnlyList<string> texts) => JsonTexts.Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    });

    public static IReadOnlyList<string> Read(string json)
    {
        using var document = JsonTree.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(text => text.GetString()!)];
    }
}
