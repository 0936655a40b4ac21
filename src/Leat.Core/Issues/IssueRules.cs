namespace Leat.Core;

/// <summary>Limits of issues. Lengths are in code points.</summary>
public static class IssueRules
{
    private const int MaxNameLength = 500;
    private const int MaxShortLength = 500;
    private const int MaxTextLength = 100_000;
    private const int MaxTexts = 1_000;

    /// <summary>The error for an unknown issue.</summary>
    public static LeatException NotFound(string issueId) =>
        LeatException.DoesNotExist($"Issue with ID '{TextRules.Truncate(issueId, 100)}' not found.");

    internal static string CheckName(string? name)
    {
        if (string.IsNullOrEmpty(name))
            throw LeatException.InvalidParameter("Missing value for required parameter 'name'.");
        TextRules.CheckStorable("name", name);
        TextRules.CheckLength("name", name, MaxNameLength);
        return name;
    }

    internal static string CheckText(string field, string text)
    {
        TextRules.CheckStorable(field, text);
        TextRules.CheckLength(field, text, MaxTextLength);
        return text;
    }

    internal static string? CheckShort(string field, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        TextRules.CheckStorable(field, text);
        TextRules.CheckLength(field, text, MaxShortLength);
        return text;
    }

    internal static IReadOnlyList<string> CheckTexts(string field, IReadOnlyList<string> texts)
    {
        if (texts.Count > MaxTexts)
            throw LeatException.InvalidParameter($"Invalid value for parameter '{field}' supplied: {texts.Count} texts. At most {MaxTexts} are allowed.");
        foreach (var text in texts)
            CheckText(field, text);
        return texts;
    }
}
