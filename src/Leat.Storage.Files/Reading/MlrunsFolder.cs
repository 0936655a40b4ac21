using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Leat.Storage.Files;

/// <summary>Reads files below the root of a file store, and nothing else: links are not followed, so that nothing outside is read, and files
/// have a greatest size.</summary>
/// <param name="root">The full path of the root.</param>
/// <param name="notes">Gets what cannot be read.</param>
internal sealed class MlrunsFolder(string root, IFileNotes notes)
{
    /// <summary>A longer param or tag is left out.</summary>
    public const long LargestText = 16 << 20;

    private const int MostNotes = 10_000;
    private const int MostDepth = 32;
    private const long LargestMeta = 4 << 20;
    private const string Meta = "meta.yaml";

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>UTF-8 that refuses other bytes.</summary>
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly HashSet<FileNote> _known = [];

    public string Root => root;

    public void Note(FileThing kind, string id, string text, bool isLoss = true)
    {
        // Folders are looked at more than once, and metrics are read on another thread than the rest.
        var note = new FileNote(kind, id, isLoss, text);
        lock (_known)
        {
            if (_known.Count < MostNotes && _known.Add(note))
                notes.Add(note);
        }
    }

    /// <summary>The folders in a folder, by name; empty if there is none.</summary>
    public IReadOnlyList<DirectoryInfo> Folders(string path, FileThing kind)
    {
        var folder = new DirectoryInfo(path);
        if (!folder.Exists)
            return [];
        var found = new List<DirectoryInfo>();
        foreach (var child in folder.EnumerateDirectories("*", Everything))
        {
            if (IsLink(child))
                Note(kind, child.Name, $"'{Relative(child.FullName)}' is a link: links are not followed.");
            else
                found.Add(child);
        }

        found.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return found;
    }

    /// <summary>The files below a folder with their paths from there, which are the keys of what is logged.</summary>
    public List<(string Key, FileInfo File)> Files(string path, FileThing kind, string id)
    {
        var found = new List<(string, FileInfo)>();
        var folder = new DirectoryInfo(path);
        if (folder.Exists && !IsLink(folder))
            AddFiles(folder, "", found, kind, id, 0);
        found.Sort(static (a, b) => string.CompareOrdinal(a.Item1, b.Item1));
        return found;
    }

    /// <summary>The texts below a folder, by key.</summary>
    public IEnumerable<KeyValuePair<string, string>> Texts(string path, FileThing kind, string id)
    {
        foreach (var (key, file) in Files(path, kind, id))
        {
            if (TryRead(file, LargestText, kind, id, out var text))
                yield return KeyValuePair.Create(key, text);
        }
    }

    /// <summary>The <c>meta.yaml</c> of a folder; null if it cannot be read, which is noted.</summary>
    public YamlNode? ReadMeta(string folder, FileThing kind, string id) => ReadYaml(Path.Combine(folder, Meta), kind, id);

    /// <summary>Whether a folder holds a <c>meta.yaml</c>.</summary>
    public static bool HasMeta(string folder) => File.Exists(Path.Combine(folder, Meta));

    /// <summary>A YAML file; null if it cannot be read, which is noted.</summary>
    public YamlNode? ReadYaml(string path, FileThing kind, string id)
    {
        if (!TryRead(new FileInfo(path), LargestMeta, kind, id, out var text))
            return null;
        try
        {
            return YamlReader.Read(text);
        }
        catch (FormatException error)
        {
            Note(kind, id, $"'{Relative(path)}' is not as MLflow writes it, {error.Message}.");
            return null;
        }
    }

    /// <summary>A text; false if it cannot be read, which is noted.</summary>
    public bool TryRead(FileInfo file, long largest, FileThing kind, string id, [NotNullWhen(true)] out string? text)
    {
        text = null;
        try
        {
            if (!file.Exists)
                Note(kind, id, $"'{Relative(file.FullName)}' is missing.");
            else if (IsLink(file))
                Note(kind, id, $"'{Relative(file.FullName)}' is a link: links are not followed.");
            else if (file.Length > largest)
                Note(kind, id, $"'{Relative(file.FullName)}' has {file.Length} bytes, more than the {largest} that are read.");
            else
                text = TextOf(File.ReadAllBytes(file.FullName));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Note(kind, id, $"'{Relative(file.FullName)}' cannot be read: {error.Message.TrimEnd('.')}.");
        }

        return text is not null;
    }

    /// <exception cref="DecoderFallbackException">It is no UTF-8.</exception>
    public static string TextOf(byte[] content) => Strict.GetString(content);

    public string Relative(string path) => Path.GetRelativePath(root, path).Replace('\\', '/');

    private static bool IsLink(FileSystemInfo info) => info.LinkTarget is not null || info.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private void AddFiles(DirectoryInfo folder, string prefix, List<(string, FileInfo)> found, FileThing kind, string id, int depth)
    {
        if (depth > MostDepth)
        {
            Note(kind, id, $"'{Relative(folder.FullName)}' lies more than {MostDepth} folders deep.");
            return;
        }

        foreach (var child in folder.EnumerateFileSystemInfos("*", Everything))
        {
            if (IsLink(child))
                Note(kind, id, $"'{Relative(child.FullName)}' is a link: links are not followed.");
            else if (child is DirectoryInfo inner)
                AddFiles(inner, $"{prefix}{inner.Name}/", found, kind, id, depth + 1);
            else if (child is FileInfo file)
                found.Add((prefix + file.Name, file));
        }
    }
}
