using System.Globalization;
using Leat.Core.Artifacts;

namespace Leat.Core;

/// <summary>What a <c>models:/</c> URI refers to: a logged model, or a version of a registered model by number, stage, alias or as the
/// latest. Exactly one property besides <see cref="Name"/> says which.</summary>
public sealed record ModelUri
{
    private const string Scheme = "models";

    private ModelUri(string name) => Name = name;

    /// <summary>The registered model; empty for a logged model.</summary>
    public string Name { get; }

    /// <summary>The logged model's id, for <c>models:/m-…</c>.</summary>
    public string? ModelId { get; private init; }

    /// <summary>The number, for <c>models:/name/3</c>.</summary>
    public long? Version { get; private init; }

    /// <summary>The stage, for <c>models:/name/Staging</c>; means the highest number in it.</summary>
    public ModelStage? Stage { get; private init; }

    /// <summary>The alias, for <c>models:/name@champion</c>.</summary>
    public string? Alias { get; private init; }

    /// <summary>For <c>models:/name/latest</c>: means the highest number over all stages.</summary>
    public bool IsLatest { get; private init; }

    /// <summary>Whether a text has the scheme <c>models</c>, well-formed or not.</summary>
    public static bool IsModelUri(string uri) => ArtifactUri.GetScheme(uri) == Scheme;

    /// <summary>Parses a URI.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not one of these forms.</exception>
    public static ModelUri Parse(string uri)
    {
        if (!IsModelUri(uri))
            throw NotProper(uri);
        var path = uri[(Scheme.Length + 1)..];
        if (path.Length < 2 || path[0] != '/' || path[1] == '/')
            throw NotProper(uri);
        var parts = path[1..].Split('/');
        if (parts.Length > 2 || Array.Exists(parts, string.IsNullOrWhiteSpace))
            throw NotProper(uri);
        return parts.Length == 2 ? WithSuffix(uri, parts[0], parts[1]) : WithAlias(uri, parts[0]);
    }

    private static ModelUri WithSuffix(string uri, string name, string suffix)
    {
        if (suffix.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return long.TryParse(suffix, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                ? new ModelUri(name) { Version = version }
                : throw NotProper(uri);
        }

        if (RegistryRules.IsLatest(suffix))
            return new ModelUri(name) { IsLatest = true };
        return ModelStages.TryParse(suffix, out var stage) ? new ModelUri(name) { Stage = stage } : throw NotProper(uri);
    }

    private static ModelUri WithAlias(string uri, string part)
    {
        var at = part.LastIndexOf('@');
        if (at < 0)
            return new ModelUri("") { ModelId = part };
        if (at == 0 || string.IsNullOrWhiteSpace(part[(at + 1)..]))
            throw NotProper(uri);
        return new ModelUri(part[..at]) { Alias = part[(at + 1)..] };
    }

    private static LeatException NotProper(string uri) => LeatException.InvalidParameter(
        $"Not a proper models:/ URI: {TextRules.Truncate(uri, 200)}. Models URIs must be of the form 'models:/name/suffix' or "
        + "'models:/name@alias' where suffix is a version, stage, or the string 'latest' and where alias is a registered model alias. "
        + "Only one of suffix or alias can be defined at a time.");
}
