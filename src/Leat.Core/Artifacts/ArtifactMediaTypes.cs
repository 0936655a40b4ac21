using System.Collections.Frozen;

namespace Leat.Core.Artifacts;

/// <summary>The media type that an artifact is sent with, chosen by its name alone.</summary>
/// <remarks>Follows MLflow 3.6 (<c>mlflow/utils/mime_type_utils.py</c>). The text list is complete and case-sensitive:
/// <c>x.json</c> is text/plain, <c>x.JSON</c> is application/json. The rest follows Python's <c>mimetypes</c>.</remarks>
public static class ArtifactMediaTypes
{
    /// <summary>The type when the name does not tell.</summary>
    public const string Unknown = "application/octet-stream";

    private static readonly FrozenSet<string> TextNames = FrozenSet.Create(
        StringComparer.Ordinal,
        "txt", "log", "err", "cfg", "conf", "cnf", "cf", "ini", "properties", "prop", "hocon", "toml", "yaml", "yml",
        "xml", "json", "js", "py", "py3", "csv", "tsv", "md", "rst", "MLmodel", "mlproject");

    /// <summary>Extensions that say how a file is packed, not what it is: <c>a.tar.gz</c> is a tar, <c>a.gz</c> anything.</summary>
    private static readonly FrozenSet<string> Packings = FrozenSet.Create(StringComparer.Ordinal, "gz", "Z", "bz2", "xz", "br");

    private static readonly FrozenDictionary<string, string> ShortForms = new Dictionary<string, string>
    {
        ["tgz"] = "tar",
        ["taz"] = "tar",
        ["tz"] = "tar",
        ["tbz2"] = "tar",
        ["txz"] = "tar",
        ["svgz"] = "svg",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The media type, without a charset.</summary>
    /// <param name="path">A file name, or a path that ends in one.</param>
    public static string Guess(string path)
    {
        var name = ArtifactPath.GetName(path);
        var extension = ExtensionOf(name);

        // A name without an extension counts as its own extension: that makes MLmodel text, but also a file named 'log'.
        if (TextNames.Contains(extension.Length == 0 ? name : extension))
            return "text/plain";
        if (Packings.Contains(extension))
            extension = ExtensionOf(name[..^(extension.Length + 1)]);
        return MediaTypeTable.ByExtension.GetValueOrDefault(ShortForms.GetValueOrDefault(extension, extension), Unknown);
    }

    /// <summary>Without the dot. Leading dots belong to the name, as in <c>.json</c>, which has no extension.</summary>
    private static string ExtensionOf(string name)
    {
        var start = name.Length - name.TrimStart('.').Length;
        var dot = name.LastIndexOf('.');
        return dot <= start - 1 || dot < 1 ? "" : name[(dot + 1)..];
    }
}
