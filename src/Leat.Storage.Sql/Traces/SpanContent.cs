using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Sql.Traces;

/// <summary>What searches need to know about the stored JSON of a span.</summary>
internal static class SpanContent
{
    private const string Attributes = "attributes";

    /// <summary>A condition that is true of every span's JSON with an attribute of this name, and possibly of others.</summary>
    public static Condition Mentions(string attribute)
    {
        var name = JsonTexts.Write(writer => writer.WriteStringValue(attribute));
        return new TextCondition(new SpanField(SpanPart.Content, "content"), Comparator.Like, $"%{name}:%");
    }

    /// <summary>A condition that is true of every span's JSON in which an attribute has a value, and of others; null for values that JSON may
    /// write in several ways.</summary>
    public static Condition? Holds(string value) => value.Length > 0 && value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-' or '.' or ':')
        ? new TextCondition(new SpanField(SpanPart.Content, "content"), Comparator.Like, $"%{value}%")
        : null;

    /// <summary>An attribute as filters see it: a text without its quotes, anything else as JSON; null if the span has none.</summary>
    /// <param name="content">The JSON of the span, in which the values of attributes are JSON texts.</param>
    /// <param name="attribute">Its name.</param>
    public static string? FindAttribute(string content, string attribute)
    {
        using var document = JsonTree.Parse(content);
        return document.RootElement.TryGetProperty(Attributes, out var attributes)
            && attributes.TryGetProperty(attribute, out var value)
            && value.GetString() is { } json
            ? SpanJson.TextOf(json) ?? json
            : null;
    }
}
