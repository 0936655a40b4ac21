using System.Reflection;

namespace Leat.Server;

/// <summary>The built web UI: its page, and the files that the page loads. They are resources of an assembly, so that a server is one
/// program.</summary>
/// <remarks>A file is the resource <c>Leat.Ui/&lt;path&gt;</c>. Beside it may lie the same file compressed, as <c>….br</c> and <c>….gz</c>: nothing
/// is compressed while a browser waits.</remarks>
public sealed class WebUiFiles
{
    private const string Root = "Leat.Ui/";
    private const string PageName = "index.html";

    private readonly Dictionary<string, WebUiFile> _files;

    private WebUiFiles(Dictionary<string, WebUiFile> files) => _files = files;

    /// <summary>The page into which every address leads; the files that it loads are beside it.</summary>
    internal WebUiFile Page => _files[PageName];

    /// <summary>The web UI that an assembly holds; null if it was built without.</summary>
    /// <param name="assembly">Usually that of Leat.Ui.</param>
    public static WebUiFiles? Find(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var names = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal))
            .Select(name => name[Root.Length..].Replace('\\', '/'))
            .ToHashSet(StringComparer.Ordinal);
        if (!names.Contains(PageName))
            return null;
        return new WebUiFiles(names
            .Where(name => !WebUiFile.IsCompressed(name))
            .Select(name => new WebUiFile(assembly, Root, name, [.. WebUiFile.Encodings.Where(encoding => names.Contains(name + encoding.Suffix))]))
            .ToDictionary(file => file.Name, StringComparer.Ordinal));
    }

    /// <summary>The file at a path below the page's; null if there is none.</summary>
    internal WebUiFile? Find(string path) => _files.GetValueOrDefault(path);
}
