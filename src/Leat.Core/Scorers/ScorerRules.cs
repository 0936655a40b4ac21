namespace Leat.Core;

/// <summary>Limits of scorers.</summary>
public static class ScorerRules
{
    /// <summary>Longest name, in code points.</summary>
    public const int MaxNameLength = 256;

    /// <summary>The error for a missing scorer, or a missing version of it.</summary>
    public static LeatException NotFound(string experimentId, string name, long? version = null)
    {
        var which = version is null ? "" : FormattableString.Invariant($" and version {version}");
        return LeatException.DoesNotExist($"Scorer with name '{TextRules.Truncate(name, MaxNameLength)}'{which} not found for experiment {experimentId}.");
    }

    /// <summary>Rejects an invalid name.</summary>
    public static void CheckName(string name)
    {
        if (string.IsNullOrEmpty(name))
            throw LeatException.InvalidParameter("Missing value for required parameter 'name'.");
        TextRules.CheckStorable("name", name);
        TextRules.CheckLength("name", name, MaxNameLength);
    }
}
