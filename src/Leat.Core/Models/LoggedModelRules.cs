namespace Leat.Core;

/// <summary>Limits of logged models. MLflow does not limit keys and values; what any of the databases cannot store is rejected.</summary>
public static class LoggedModelRules
{
    /// <summary>The tags; if a key occurs more than once, only the last is kept.</summary>
    public static IReadOnlyList<Tag> CheckTags(IReadOnlyList<Tag> tags)
    {
        foreach (var tag in tags)
        {
            CheckKey("tags.key", tag.Key);
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
            CheckKey("params.key", param.Key);
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

    private static void CheckKey(string what, string key)
    {
        TextRules.CheckLength(what, key, LogRules.MaxKeyLength);
        TextRules.CheckStorable(what, key);
    }
}
