namespace Leat.Core;

/// <summary>Limits of logged models. MLflow sets none for keys and values; what cannot be stored is refused.</summary>
public static class LoggedModelRules
{
    /// <summary>The tags with of equal keys only the last.</summary>
    public static IReadOnlyList<Tag> CheckTags(IReadOnlyList<Tag> tags)
    {
        foreach (var tag in tags)
        {
            TextRules.CheckStorable("tags.key", tag.Key);
            TextRules.CheckStorable("tags.value", tag.Value);
        }

        return TagRules.LastOfEachKey(tags);
    }

    /// <summary>The params; each key may stand once.</summary>
    public static IReadOnlyList<Param> CheckParams(IReadOnlyList<Param> parameters)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var param in parameters)
        {
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
