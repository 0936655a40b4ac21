using Leat.Core.Artifacts;

namespace Leat.Core;

/// <summary>Names and limits of workspaces.</summary>
public static class WorkspaceRules
{
    /// <summary>Shortest name, in characters.</summary>
    public const int MinNameLength = 2;

    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 63;

    /// <summary>Longest description, in code points.</summary>
    public const int MaxDescriptionLength = 5_000;

    private static readonly string[] Reserved = ["workspaces", "api", "ajax-api", "static-files"];

    /// <summary>Returns the name if a workspace may have it.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: it has other characters, a wrong length, or is
    /// reserved.</exception>
    public static string CheckName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!IsWellFormed(name))
        {
            throw LeatException.InvalidParameter(
                $"The workspace name '{TextRules.Truncate(name, 2 * MaxNameLength)}' is not valid: it must have {MinNameLength} to {MaxNameLength} characters, "
                + "only lower-case letters, digits and single hyphens between them.");
        }

        return Array.IndexOf(Reserved, name) < 0
            ? name
            : throw LeatException.InvalidParameter($"The workspace name '{name}' is reserved. Choose another; {string.Join(", ", Reserved)} are parts of addresses.");
    }

    /// <summary>Returns the name if a new workspace may have it.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: see <see cref="CheckName"/>; or it is that of the default
    /// workspace.</exception>
    public static string CheckNewName(string name) => CheckName(name) != Workspace.DefaultName
        ? name
        : throw LeatException.InvalidParameter($"The workspace '{name}' exists always and cannot be created.");

    /// <summary>Returns the description if it can be stored.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: it cannot.</exception>
    public static string? CheckDescription(string? description)
    {
        if (description is null)
            return null;
        TextRules.CheckStorable("description", description);
        TextRules.CheckLength("Workspace description", description, MaxDescriptionLength);
        return description;
    }

    /// <summary>Returns a root of artifacts, absolute, if files can go there.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: they cannot.</exception>
    public static string? CheckArtifactRoot(string? root)
    {
        if (string.IsNullOrEmpty(root))
            return null;
        TextRules.CheckStorable("default_artifact_root", root);
        return ArtifactLocationRules.FindFault(root) is { } fault
            ? throw LeatException.InvalidParameter($"Invalid value for parameter 'default_artifact_root' supplied: '{TextRules.Truncate(root, 500)}' {fault}.")
            : ArtifactUri.ToAbsolute(root);
    }

    /// <summary>The error for a workspace that does not exist.</summary>
    public static LeatException NotFound(string name) =>
        LeatException.DoesNotExist($"Workspace '{TextRules.Truncate(name, 2 * MaxNameLength)}' not found");

    private static bool IsWellFormed(string name) =>
        name.Length is >= MinNameLength and <= MaxNameLength
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && name[0] != '-'
        && name[^1] != '-'
        && !name.Contains("--", StringComparison.Ordinal);
}
