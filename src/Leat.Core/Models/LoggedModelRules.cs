namespace Leat.Core;

/// <summary>Limits of logged models. MLflow sets none for keys and values; what cannot be stored, on whichever database, is refused.</summary>
public static class LoggedModelRules
{
    private const int MaxIdLength = 256;

    /// <summary>Refuses what cannot be the id of a model that a run used or made. The model need not exist.</summary>
    public static void CheckLinkedId(string modelId)
    {
        TextRules.CheckLength("models.model_id", modelId, MaxIdLength);
        TextRules.CheckStorable("models.model_id", modelId);
    }

    /// <summary>The tags with of equal keys only the last.</summary>
    public static IReadOnlyList<Tag> CheckTags(IReadOnlyList<Tag> tags)
    {
        foreach (var tag in tags)
        {
            CheckKey("tags.key", tag.Key);
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
