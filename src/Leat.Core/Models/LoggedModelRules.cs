namespace Leat.Core;

/// <summary>Limits of logged models. MLflow does not limit keys and values; what any of the databases cannot store is rejected.</summary>
public static class LoggedModelRules
{
    /// <summary>The tags; if a key occurs more than once, only the last is kept.</summary>
    public static IReadOnlyList<Tag> CheckTags(IReadOnlyList<Tag> tags)
    {
        foreach (var tag in tags)
        {
            TextRules.CheckLength("tags.key", tag.Key, LogRules.MaxKeyLength);
            TextRules.CheckStorable("tags.key", tag.Key);
            TextRules.CheckStorable("tags.value", tag.Value);
        }

        return TagRules.LastOfEachKey(tags);
    }

    /// <summary>The params; each key may occur only once.</summary>
    public static IReadOnlyList<Param> CheckParams(IReadOnlyList<Param> parameters)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var param in parameters)
        {
            // Of any length: autologging puts the settings of nested pipelines into one key.
            TextRules.CheckStorable("params.key", param.Key);
            TextRules.CheckStorable("params.value", param.Value);
            if (!seen.Add(param.Key))
            {
                throw LeatException.InvalidParameter(
                    $"Duplicate parameter keys have been submitted: ['{param.Key}']. "
                    + "Please ensure the request contains only one param value per param key.");
            }
        }

        return parameters;
    }
}
