using System.Text.Json.Nodes;

namespace Leat.Server;

/// <summary>Files that are part of the program: texts of the API description, and the page that shows it.</summary>
internal static class Descriptions
{
    public static Stream Open(string file) =>
        typeof(Descriptions).Assembly.GetManifestResourceStream("Leat.Server.Descriptions." + file)!;

    public static JsonObject ReadJson(string file)
    {
        using var stream = Open(file);
        return JsonNode.Parse(stream)!.AsObject();
    }
}
