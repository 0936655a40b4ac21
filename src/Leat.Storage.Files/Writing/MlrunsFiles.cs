using System.Text;
using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Makes the files of a file store. Nothing is written over unless a derived class does so: what cannot have a file of its own is noted.</summary>
/// <param name="root">The root of the file store.</param>
/// <param name="notes">Gets what cannot be kept.</param>
internal class MlrunsFiles(string root, IFileNotes notes)
{
    public const string Meta = "meta.yaml";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Root => root;

    /// <summary>Writes texts, each in a file that is called as its key.</summary>
    /// <param name="folder">The folder of the files.</param>
    /// <param name="what">What each is called in notes: <c>param</c>.</param>
    /// <param name="texts">The keys and texts.</param>
    /// <param name="kind">What they belong to.</param>
    /// <param name="id">Which one.</param>
    public void WriteTexts(string folder, string what, IEnumerable<KeyValuePair<string, string>> texts, FileThing kind, string id)
    {
        foreach (var (entry, file) in Open(folder, what, texts, kind, id))
        {
            if (!IsUnicode(entry.Value))
            {
                Note(kind, id, $"The {what} '{Shown(entry.Key)}' was left out: its value is no valid Unicode.");
                continue;
            }

            using var text = Create(file);
            text.Write(Strict.GetBytes(entry.Value));
        }
    }

    public void WriteTags(string folder, IEnumerable<Tag> tags, FileThing kind, string id) =>
        WriteTexts(Path.Combine(folder, "tags"), "tag", tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value)), kind, id);

    /// <summary>Writes lines, in a file for each key.</summary>
    public void WriteLines(string folder, string what, IEnumerable<KeyValuePair<string, IEnumerable<string>>> lines, FileThing kind, string id)
    {
        foreach (var (entry, file) in Open(folder, what, lines, kind, id))
        {
            StreamWriter? writer = null;
            try
            {
                // MLflow cannot read a metric without a line.
                foreach (var line in entry.Value)
                {
                    writer ??= new StreamWriter(Create(file), Strict) { NewLine = "\n" };
                    writer.WriteLine(line);
                }
            }
            finally
            {
                writer?.Dispose();
            }
        }
    }

    public void WriteYaml(string folder, string name, YamlWriter yaml)
    {
        MakeFolder(folder);
        using var file = Create(Path.Combine(folder, name));
        file.Write(Strict.GetBytes(yaml.ToString()));
    }

    public void Note(FileThing kind, string id, string text, bool isLoss = true) => notes.Add(new FileNote(kind, id, isLoss, text));

    public static string Shown(string text) => TextRules.Truncate(text, 100);

    /// <summary>Opens a file to write; it is written when the stream is closed.</summary>
    public virtual Stream Create(string path) => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);

    public virtual void MakeFolder(string path) => Directory.CreateDirectory(path);

    /// <summary>The entries that can be files, with their paths, whose folders are there then. Of two keys of which one would be a folder and the
    /// other a file, the file is taken.</summary>
    private IEnumerable<(KeyValuePair<string, T> Entry, string File)> Open<T>(
        string folder, string what, IEnumerable<KeyValuePair<string, T>> entries, FileThing kind, string id)
    {
        var written = new HashSet<string>(OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var fault = MlrunsNames.FaultOfKey(entry.Key);
            if (fault is null && FileAbove(entry.Key, written) is { } file)
                fault = $"'{Shown(file)}' is a file, and cannot be a folder too";
            var path = Path.Combine(folder, entry.Key);
            if (fault is null && (!written.Add(entry.Key) || Directory.Exists(path)))
                fault = "its file is that of another one here";
            if (fault is not null)
            {
                Note(kind, id, $"The {what} '{Shown(entry.Key)}' was left out: {fault}.");
                continue;
            }

            MakeFolder(Path.GetDirectoryName(path)!);
            yield return (entry, path);
        }
    }

    private static bool IsUnicode(string text) => TextRules.IsStorable(text.Replace('\0', ' '));

    private static string? FileAbove(string key, HashSet<string> written)
    {
        for (var slash = key.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = key.IndexOf('/', slash + 1))
        {
            if (written.Contains(key[..slash]))
                return key[..slash];
        }

        return null;
    }
}
