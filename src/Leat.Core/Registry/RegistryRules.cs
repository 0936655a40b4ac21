using System.Globalization;

namespace Leat.Core;

/// <summary>Limits of registered models and their versions.</summary>
public static class RegistryRules
{
    /// <summary>Longest name of a registered model, in code points.</summary>
    public const int MaxNameLength = 500;

    /// <summary>Longest tag key, in code points.</summary>
    public const int MaxTagKeyLength = 250;

    /// <summary>Longest tag value, in code points; longer ones are rejected, not truncated.</summary>
    public const int MaxTagValueLength = 100_000;

    /// <summary>Longest alias, in code points.</summary>
    public const int MaxAliasLength = 255;

    /// <summary>The alias that always means the newest version, in any letter case.</summary>
    public const string LatestAlias = "latest";

    /// <summary>Returns the name if it is valid: any non-empty text.</summary>
    public static string CheckName(string? name, string field = "name")
    {
        if (string.IsNullOrEmpty(name))
            throw LeatException.InvalidParameter($"Missing value for required parameter '{field}'.");
        TextRules.CheckStorable(field, name);
        return name;
    }

    /// <summary>Returns the name for a new or renamed registered model if it is valid.</summary>
    public static string CheckNewName(string? name, string field = "name")
    {
        var checkedName = CheckName(name, field);
        TextRules.CheckLength(field, checkedName, MaxNameLength);
        return checkedName;
    }

    /// <summary>The description, empty for null.</summary>
    public static string CheckDescription(string? description)
    {
        TextRules.CheckStorable("description", description ?? "");
        return description ?? "";
    }

    /// <summary>Rejects a tag over its limits or with an invalid key.</summary>
    public static void CheckTag(Tag tag)
    {
        TextRules.CheckKey("key", tag.Key);
        TextRules.CheckLength("key", tag.Key, MaxTagKeyLength);
        if (tag.Key == PromptTags.Text && TextRules.CodePointLength(tag.Value) > MaxTagValueLength)
            throw LeatException.InvalidParameter($"Prompt text exceeds max length of {MaxTagValueLength} characters.");
        TextRules.CheckLength("value", tag.Value, MaxTagValueLength);
        TextRules.CheckStorable("value", tag.Value);
    }

    /// <summary>The tags, each checked; if a key occurs more than once, only the last is kept.</summary>
    public static IReadOnlyList<Tag> CheckTags(IReadOnlyList<Tag> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        foreach (var tag in tags)
            CheckTag(tag);
        return TagRules.LastOfEachKey(tags);
    }

    /// <summary>Rejects an invalid alias. Reserved aliases are accepted.</summary>
    public static void CheckAlias(string alias)
    {
        if (string.IsNullOrEmpty(alias))
            throw LeatException.InvalidParameter("Registered model alias name cannot be empty.");
        foreach (var rune in alias.EnumerateRunes())
        {
            if (!TextRules.IsWordCharacter(rune) && rune.Value != '-')
            {
                throw LeatException.InvalidParameter(
                    $"Invalid alias name: '{TextRules.Truncate(alias, MaxAliasLength)}'. Names may only contain alphanumerics, "
                    + "underscores (_), and dashes (-).");
            }
        }

        TextRules.CheckLength("Registered model alias name", alias, MaxAliasLength);
    }

    /// <summary>Rejects an alias that cannot be set: <c>latest</c> and <c>v1</c> already have a meaning.</summary>
    public static void CheckNewAlias(string alias)
    {
        CheckAlias(alias);
        if (IsLatest(alias))
            throw LeatException.InvalidParameter("'latest' alias name (case insensitive) is reserved.");
        if (alias.Length > 1 && alias[0] is 'v' or 'V' && alias.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0)
            throw LeatException.InvalidParameter($"Version alias name '{alias}' is reserved.");
    }

    /// <summary>Whether the alias means the newest version.</summary>
    public static bool IsLatest(string alias) => LatestAlias.Equals(alias, StringComparison.OrdinalIgnoreCase);

    /// <summary>A version number, which is sent as text.</summary>
    /// <param name="name">The registered model, for the message.</param>
    /// <param name="version">The text.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not an integer.
    /// <see cref="ErrorCode.ResourceDoesNotExist"/>: an integer that no version will ever have.</exception>
    public static long ParseVersion(string name, string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        if (long.TryParse(version, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
            return number;
        var digits = version.AsSpan().Trim().TrimStart("+-");
        throw digits.Length > 0 && digits.IndexOfAnyExceptInRange('0', '9') < 0
            ? VersionNotFound(name, TextRules.Truncate(version, 100))
            : LeatException.InvalidParameter($"Parameter 'version' must be an integer, got '{TextRules.Truncate(version, 200)}'.");
    }

    /// <summary>Rejects archiving for a stage that several versions may share.</summary>
    public static void CheckArchiving(ModelStage stage, bool archiveExisting)
    {
        if (archiveExisting && !stage.IsActive())
        {
            throw LeatException.InvalidParameter(
                "Model version transition cannot archive existing model versions because "
                + $"'{stage.WireName()}' is not an Active stage. Valid stages are Staging, Production.");
        }
    }

    /// <summary>The error for an unknown registered model.</summary>
    public static LeatException ModelNotFound(string name) =>
        LeatException.DoesNotExist($"Registered Model with name={name} not found");

    /// <summary>The error for an unknown version.</summary>
    public static LeatException VersionNotFound(string name, long version) =>
        VersionNotFound(name, version.ToString(CultureInfo.InvariantCulture));

    /// <summary>The error for a name that is taken, possibly by an object of the other kind.</summary>
    public static LeatException NameTaken(string name, bool isPrompt, bool takenByPrompt)
    {
        if (isPrompt == takenByPrompt)
            return LeatException.AlreadyExists($"{(isPrompt ? "Prompt" : "Registered Model")} (name={name}) already exists.");
        var (wanted, existing) = isPrompt ? ("prompt", "registered model") : ("registered model", "prompt");
        return LeatException.AlreadyExists(
            $"Tried to create a {wanted} with name '{name}', but the name is already taken by a {existing}. "
            + "MLflow does not allow creating a model and a prompt with the same name.");
    }

    private static LeatException VersionNotFound(string name, string version) =>
        LeatException.DoesNotExist($"Model Version (name={name}, version={version}) not found");
}
