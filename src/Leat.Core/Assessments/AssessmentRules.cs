namespace Leat.Core;

/// <summary>Limits of assessments. Lengths are in code points.</summary>
internal static class AssessmentRules
{
    private const int MaxIdLength = 64;
    private const int MaxSourceIdLength = 250;

    public static string CheckName(string? name)
    {
        if (string.IsNullOrEmpty(name))
            throw LeatException.InvalidParameter("Missing value for required parameter 'assessment.assessment_name'.");
        TextRules.CheckLength("assessment_name", name, LogRules.MaxKeyLength);
        TextRules.CheckStorable("assessment_name", name);
        return name;
    }

    public static string? CheckId(string field, string? id)
    {
        if (string.IsNullOrEmpty(id))
            return null;
        TextRules.CheckLength(field, id, MaxIdLength);
        TextRules.CheckStorable(field, id);
        return id;
    }

    public static AssessmentSource CheckSource(AssessmentSource source)
    {
        if (source.Id is not null)
        {
            TextRules.CheckLength("source.source_id", source.Id, MaxSourceIdLength);
            TextRules.CheckStorable("source.source_id", source.Id);
        }

        return source;
    }

    public static string? CheckText(string field, string? text)
    {
        if (text is not null)
            TextRules.CheckStorable(field, text);
        return text;
    }

    public static AssessmentError? CheckError(AssessmentError? error)
    {
        CheckText("error.error_code", error?.Code);
        CheckText("error.error_message", error?.Message);
        CheckText("error.stack_trace", error?.StackTrace);
        return error;
    }

    public static IReadOnlyList<Tag> CheckMetadata(IReadOnlyList<Tag>? metadata)
    {
        foreach (var entry in metadata ?? [])
        {
            TextRules.CheckStorable("metadata.key", entry.Key);
            TextRules.CheckStorable("metadata.value", entry.Value);
        }

        return TagRules.LastOfEachKey(metadata ?? []);
    }
}
