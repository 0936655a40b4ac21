using System.Collections.Frozen;
using Leat.Core.Artifacts;

namespace Leat.Core;

/// <summary>Limits of experiments.</summary>
public static class ExperimentRules
{
    /// <summary>Longest name, in code points.</summary>
    public const int MaxNameLength = 500;

    /// <summary>Longest tag key, in code points.</summary>
    public const int MaxTagKeyLength = 250;

    /// <summary>Longest tag value, in code points; longer ones are rejected, not truncated.</summary>
    public const int MaxTagValueLength = 20_000;

    private static readonly FrozenSet<string> SchemesWithParams = FrozenSet.Create(StringComparer.Ordinal, "", "http", "https", "ftp", "sftp");

    /// <summary>Returns the name if it is valid.</summary>
    public static string CheckName(string? name)
    {
        if (string.IsNullOrEmpty(name))
            throw LeatException.InvalidParameter("Invalid experiment name: ''");
        TextRules.CheckLength("name", name, MaxNameLength);
        TextRules.CheckStorable("name", name);
        return name;
    }

    /// <summary>Rejects a tag over its limits.</summary>
    public static void CheckTag(string key, string value)
    {
        TextRules.CheckLength("key", key, MaxTagKeyLength);
        TextRules.CheckLength("value", value, MaxTagValueLength);
        TextRules.CheckStorable("key", key);
        TextRules.CheckStorable("value", value);
    }

    /// <summary>Rejects a tag set by its own call: here the key is also checked like that of a run tag.</summary>
    public static void CheckSetTag(Tag tag)
    {
        TextRules.CheckKey("key", tag.Key);
        CheckTag(tag.Key, tag.Value);
    }

    /// <summary>Rejects a location that is too long or where no run could keep its files.</summary>
    public static void CheckArtifactLocation(string? location, InputLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (string.IsNullOrEmpty(location))
            return;
        TextRules.CheckStorable("artifact_location", location);
        if (TextRules.CodePointLength(location) > limits.ArtifactLocationLength)
        {
            throw LeatException.InvalidParameter(
                "Invalid artifact path length. The length of the artifact path cannot be greater than "
                + $"{limits.ArtifactLocationLength} characters. To configure this limit, please set the "
                + "MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH environment variable.");
        }

        var query = location.IndexOf('?');
        if (location.Contains('#') || LastSegmentHasParams(query < 0 ? location : location[..query]))
            throw LeatException.InvalidParameter("'artifact_location' URL can't include fragments or params.");
        if (query >= 0 && location.AsSpan(query).Contains("..", StringComparison.Ordinal))
            throw LeatException.InvalidParameter("Invalid query string");
        if (ArtifactLocationRules.FindFault(location) is { } fault)
            throw LeatException.InvalidParameter($"Invalid artifact location: '{location}' {fault}.");
    }

    /// <summary>URL parameters are what follows a semicolon in the last segment (RFC 2396), in the schemes in which Python's
    /// <c>urlparse</c> looks for them. A path without a scheme counts as such a scheme, <c>s3</c> does not.</summary>
    private static bool LastSegmentHasParams(string location)
    {
        var colon = location.IndexOf(':');
        var scheme = colon < 0 || location.AsSpan(0, colon).Contains('/') ? "" : location[..colon].ToLowerInvariant();
        return SchemesWithParams.Contains(scheme) && location[(location.LastIndexOf('/') + 1)..].Contains(';');
    }
}
