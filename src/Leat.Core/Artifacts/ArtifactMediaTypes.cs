using System.Collections.Frozen;

namespace Leat.Core.Artifacts;

/// <summary>The media type under which an artifact travels, chosen by its name alone.</summary>
/// <remarks>Follows MLflow 3.6 (<c>mlflow/utils/mime_type_utils.py</c>). The text list is complete and case-sensitive:
/// <c>x.json</c> is text/plain, <c>x.JSON</c> is application/json.</remarks>
public static class ArtifactMediaTypes
{
    /// <summary>What a name tells nothing about.</summary>
    public const string Unknown = "application/octet-stream";

    private static readonly FrozenSet<string> TextNames = FrozenSet.Create(
        StringComparer.Ordinal,
        "txt", "log", "err", "cfg", "conf", "cnf", "cf", "ini", "properties", "prop", "hocon", "toml", "yaml", "yml",
        "xml", "json", "js", "py", "py3", "csv", "tsv", "md", "rst", "MLmodel", "MLproject");

    private static readonly FrozenDictionary<string, string> ByExtension = new Dictionary<string, string>
    {
        ["7z"] = "application/x-7z-compressed",
        ["aac"] = "audio/aac",
        ["apng"] = "image/apng",
        ["avi"] = "video/x-msvideo",
        ["avif"] = "image/avif",
        ["bmp"] = "image/bmp",
        ["bz2"] = "application/x-bzip2",
        ["c"] = "text/x-c",
        ["css"] = "text/css",
        ["csv"] = "text/csv",
        ["doc"] = "application/msword",
        ["docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ["eot"] = "application/vnd.ms-fontobject",
        ["eps"] = "application/postscript",
        ["flac"] = "audio/flac",
        ["geojson"] = "application/geo+json",
        ["gif"] = "image/gif",
        ["gz"] = "application/gzip",
        ["h5"] = "application/x-hdf5",
        ["htm"] = "text/html",
        ["html"] = "text/html",
        ["ico"] = "image/vnd.microsoft.icon",
        ["ini"] = "text/plain",
        ["jar"] = "application/java-archive",
        ["jpeg"] = "image/jpeg",
        ["jpg"] = "image/jpeg",
        ["js"] = "text/javascript",
        ["json"] = "application/json",
        ["jsonld"] = "application/ld+json",
        ["log"] = "text/plain",
        ["m4a"] = "audio/mp4",
        ["md"] = "text/markdown",
        ["mjs"] = "text/javascript",
        ["mkv"] = "video/x-matroska",
        ["mov"] = "video/quicktime",
        ["mp3"] = "audio/mpeg",
        ["mp4"] = "video/mp4",
        ["mpeg"] = "video/mpeg",
        ["mpg"] = "video/mpeg",
        ["ogg"] = "audio/ogg",
        ["opus"] = "audio/opus",
        ["otf"] = "font/otf",
        ["pdf"] = "application/pdf",
        ["png"] = "image/png",
        ["ppt"] = "application/vnd.ms-powerpoint",
        ["pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ["ps"] = "application/postscript",
        ["py"] = "text/x-python",
        ["rst"] = "text/x-rst",
        ["rtf"] = "application/rtf",
        ["sh"] = "application/x-sh",
        ["sqlite"] = "application/vnd.sqlite3",
        ["svg"] = "image/svg+xml",
        ["svgz"] = "image/svg+xml",
        ["tar"] = "application/x-tar",
        ["tex"] = "application/x-tex",
        ["tif"] = "image/tiff",
        ["tiff"] = "image/tiff",
        ["toml"] = "application/toml",
        ["tsv"] = "text/tab-separated-values",
        ["ttf"] = "font/ttf",
        ["txt"] = "text/plain",
        ["wasm"] = "application/wasm",
        ["wav"] = "audio/x-wav",
        ["weba"] = "audio/webm",
        ["webm"] = "video/webm",
        ["webmanifest"] = "application/manifest+json",
        ["webp"] = "image/webp",
        ["woff"] = "font/woff",
        ["woff2"] = "font/woff2",
        ["xhtml"] = "application/xhtml+xml",
        ["xls"] = "application/vnd.ms-excel",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["xml"] = "text/xml",
        ["yaml"] = "application/yaml",
        ["yml"] = "application/yaml",
        ["zip"] = "application/zip",
        ["zst"] = "application/zstd",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The media type, without a charset.</summary>
    /// <param name="path">A file name, or a path that ends in one.</param>
    public static string Guess(string path)
    {
        var name = ArtifactPath.GetName(path);
        var extension = ExtensionOf(name);

        // A name without an extension stands for its own: that is how MLmodel, but also a file named 'log', is text.
        if (TextNames.Contains(extension.Length == 0 ? name : extension))
            return "text/plain";
        return ByExtension.GetValueOrDefault(extension, Unknown);
    }

    /// <summary>Without the dot. Leading dots belong to the name, as in <c>.json</c>, which has no extension.</summary>
    private static string ExtensionOf(string name)
    {
        var start = name.Length - name.TrimStart('.').Length;
        var dot = name.LastIndexOf('.');
        return dot <= start - 1 || dot < 1 ? "" : name[(dot + 1)..];
    }
}
