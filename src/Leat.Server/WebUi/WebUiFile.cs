using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;

namespace Leat.Server;

/// <summary>A file of the web UI.</summary>
internal sealed class WebUiFile
{
    private static readonly FileExtensionContentTypeProvider s_types = new();

    private readonly Assembly _assembly;
    private readonly string _root;
    private readonly Lazy<string> _tag;

    /// <param name="assembly">What holds it.</param>
    /// <param name="root">What stands before the name in the resource's.</param>
    /// <param name="name">Its path below the page's.</param>
    /// <param name="encodings">How it is also held compressed, best first.</param>
    public WebUiFile(Assembly assembly, string root, string name, IReadOnlyList<WebUiEncoding> encodings)
    {
        (_assembly, _root, Name, Held) = (assembly, root, name, encodings);
        _tag = new Lazy<string>(HashContent);
    }

    /// <summary>The compressed forms that a file may have, smallest first.</summary>
    public static IReadOnlyList<WebUiEncoding> Encodings { get; } = [new("br", ".br"), new("gzip", ".gz")];

    public string Name { get; }

    public IReadOnlyList<WebUiEncoding> Held { get; }

    public string ContentType => s_types.TryGetContentType(Name, out var type)
        ? type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : type
        : "application/octet-stream";

    /// <summary>Whether its name changes with its content, so that browsers may keep it for good. The build puts a hash of eight characters before
    /// the extension.</summary>
    public bool IsNamedByContent
    {
        get
        {
            var stem = Path.GetFileNameWithoutExtension(Name);
            var dash = stem.Length - 9;
            if (dash <= 0 || stem[dash] != '-')
                return false;
            var hash = stem.AsSpan(dash + 1);
            return hash.ContainsAnyInRange('0', '9') || hash.ContainsAnyInRange('A', 'Z');
        }
    }

    /// <summary>An entity tag of its content.</summary>
    public string Tag => _tag.Value;

    public static bool IsCompressed(string name) => Encodings.Any(encoding => name.EndsWith(encoding.Suffix, StringComparison.Ordinal));

    /// <summary>Its bytes, in one of the forms held or plain.</summary>
    public Stream Open(WebUiEncoding? encoding) => _assembly.GetManifestResourceStream(_root + Name + encoding?.Suffix)!;

    private string HashContent()
    {
        using var content = Open(null);
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"";
    }
}
