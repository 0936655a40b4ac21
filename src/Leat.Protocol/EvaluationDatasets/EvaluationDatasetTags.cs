using System.Text;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Tags of evaluation datasets, which travel as one JSON object in a text.</summary>
internal static class EvaluationDatasetTags
{
    private const string Field = "tags";

    /// <summary>Reads tags. Values that are no texts become texts as Python's <c>str</c> makes them, objects and lists stay JSON, and
    /// <c>null</c> is no tag.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not a JSON object.</exception>
    public static IReadOnlyList<Tag> Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return [];
        using var document = EmbeddedJson.Parse(text, Field);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw RequestFaults.Described($"Invalid value for parameter '{Field}' supplied: a JSON object is wanted.");
        try
        {
            return [.. document.RootElement.EnumerateObject()
                .Where(member => member.Value.ValueKind != JsonValueKind.Null)
                .Select(member => new Tag(member.Name, AsText(member.Value)))];
        }
        catch (InvalidOperationException exception)
        {
            throw RequestFaults.NotText(Field, exception);
        }
    }

    /// <summary>The tags as they travel.</summary>
    public static string Write(IReadOnlyList<Tag> tags)
    {
        var text = new StringBuilder("{");
        foreach (var tag in tags)
        {
            PythonFormat.AppendWholeText(text.Length == 1 ? text : text.Append(", "), tag.Key);
            PythonFormat.AppendWholeText(text.Append(": "), tag.Value);
        }

        return text.Append('}').ToString();
    }

    private static string AsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Number when LiteralRepair.TryGetLiteral(value, out var number) => PythonFormat.OfDouble(number),
        _ => value.GetRawText(),
    };
}
