using System.Text.Json;

namespace Leat.Ui.Tests;

/// <summary>The files that the build has put into Leat.Ui, and what Vite's manifest says of them.</summary>
internal static class BuiltFiles
{
    private const string Root = "Leat.Ui/";

    private static readonly JsonElement s_manifest = JsonDocument.Parse(Read("manifest.json")).RootElement;

    /// <summary>Every file, compressed forms left out.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. WebUi.Assembly.GetManifestResourceNames()
            .Select(name => name[Root.Length..])
            .Where(name => Path.GetExtension(name) is not (".br" or ".gz")),
    ];

    /// <summary>The chunks that Vite has made, by the source they begin with.</summary>
    public static IEnumerable<string> Chunks => s_manifest.EnumerateObject().Select(chunk => chunk.Name);

    public static string Read(string name)
    {
        using var reader = new StreamReader(Open(name) ?? throw new InvalidOperationException($"The build holds no {name}."));
        return reader.ReadToEnd();
    }

    /// <summary>How many bytes a browser loads for a file: of its Brotli form if there is one.</summary>
    public static long Transferred(string name)
    {
        using var content = Open(name + ".br") ?? Open(name) ?? throw new InvalidOperationException($"The build holds no {name}.");
        return content.Length;
    }

    /// <summary>The files that a chunk needs before it can run: its own, and those of what it imports.</summary>
    public static HashSet<string> FilesOf(params IEnumerable<string> chunks)
    {
        var files = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in chunks)
            Add(chunk, files, seen);
        return files;
    }

    private static void Add(string chunk, HashSet<string> files, HashSet<string> seen)
    {
        if (!seen.Add(chunk))
            return;
        var entry = s_manifest.GetProperty(chunk);
        files.Add(entry.GetProperty("file").GetString()!);
        if (entry.TryGetProperty("css", out var styles))
            files.UnionWith(styles.EnumerateArray().Select(style => style.GetString()!));
        if (!entry.TryGetProperty("imports", out var imports))
            return;
        foreach (var import in imports.EnumerateArray())
            Add(import.GetString()!, files, seen);
    }

    private static Stream? Open(string name) => WebUi.Assembly.GetManifestResourceStream(Root + name);
}
