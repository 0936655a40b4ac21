using System.Collections.Concurrent;
using System.Text;

namespace Leat.Storage.Files;

/// <summary>Remembers which files an index has taken. Kept beside the index from one start to the next; what was in work when the process
/// was killed is forgotten, and so compared again with its files.</summary>
/// <remarks>Safe for concurrent use; a stamp itself belongs to the holder of its thing's lock.</remarks>
internal sealed class StampBook : IDisposable
{
    private const int Version = 1;

    private readonly ConcurrentDictionary<string, ThingStamp> _stamps = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _touched = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly string _statePath;
    private readonly string _touchedPath;
    private FileStream? _touchedFile;

    private StampBook(string statePath, string touchedPath) => (_statePath, _touchedPath) = (statePath, touchedPath);

    /// <summary>What was in work when the last process ended without closing the store.</summary>
    public IReadOnlyList<string> Unsure { get; private set; } = [];

    public IEnumerable<KeyValuePair<string, ThingStamp>> All => _stamps;

    /// <summary>Opens the book of an index; null if the index cannot be trusted and must be made anew.</summary>
    public static StampBook? Open(string statePath, string touchedPath)
    {
        var book = new StampBook(statePath, touchedPath);
        try
        {
            var touched = File.Exists(touchedPath) ? File.ReadAllLines(touchedPath) : [];
            if (!book.Read() || (touched.Length > 0 && touched[0] != BootId()))
                return null;
            book.Unsure = [.. touched.Skip(1).Distinct(StringComparer.Ordinal)];
            foreach (var key in book.Unsure)
            {
                book._stamps.TryRemove(key, out _);
                book._touched[key] = true;
            }

            return book;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The book of a new index.</summary>
    public static StampBook New(string statePath, string touchedPath)
    {
        var book = new StampBook(statePath, touchedPath);
        book.Save();
        return book;
    }

    public ThingStamp? Find(string key) => _stamps.GetValueOrDefault(key);

    public void Set(string key, ThingStamp stamp) => _stamps[key] = stamp;

    /// <summary>Forgets a thing: it is read again.</summary>
    public void Forget(string key)
    {
        Touch(key);
        _stamps.TryRemove(key, out _);
    }

    /// <summary>Notes that the index and the files of a thing may differ from now on, should the process be killed.</summary>
    public void Touch(string key)
    {
        if (!_touched.TryAdd(key, true))
            return;
        lock (_lock)
        {
            if (_touchedFile is null)
            {
                _touchedFile = new FileStream(_touchedPath, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
                if (_touchedFile.Length == 0)
                {
                    // On disk before anything changes: after a crash of the machine the index is made anew.
                    _touchedFile.Write(Encoding.UTF8.GetBytes(BootId() + "\n"));
                    _touchedFile.Flush(flushToDisk: true);
                    DirectorySync.Flush(Path.GetDirectoryName(_touchedPath)!);
                }
            }

            _touchedFile.Write(Encoding.UTF8.GetBytes(key + "\n"));
        }
    }

    /// <summary>Keeps all that is known. Nothing may be in work.</summary>
    public void Save()
    {
        lock (_lock)
        {
            var scratch = _statePath + "-new";
            using (var file = new FileStream(scratch, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                using (var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true))
                    Write(writer);
                file.Flush(flushToDisk: true);
            }

            File.Move(scratch, _statePath, overwrite: true);
            _touchedFile?.Dispose();
            _touchedFile = null;
            File.Delete(_touchedPath);
            _touched.Clear();
        }
    }

    public void Dispose() => _touchedFile?.Dispose();

    /// <summary>Changes when the machine starts.</summary>
    private static string BootId() => OperatingSystem.IsLinux() ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : Guid.NewGuid().ToString("n");

    private void Write(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(_stamps.Count);
        foreach (var (key, stamp) in _stamps)
        {
            writer.Write(key);
            writer.Write(stamp.ExperimentId);
            writer.Write(stamp.Outline);
            writer.Write(stamp.Rests);
            writer.Write(stamp.Files.Count);
            foreach (var (path, file) in stamp.Files)
            {
                writer.Write(path);
                writer.Write(file.Time);
                writer.Write(file.Size);
                writer.Write(file.Hash);
                writer.Write(file.IsFresh);
            }
        }
    }

    private bool Read()
    {
        if (!File.Exists(_statePath))
            return false;
        using var file = new FileStream(_statePath, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        using var reader = new BinaryReader(file, Encoding.UTF8);
        if (reader.ReadInt32() != Version)
            return false;
        for (var things = reader.ReadInt32(); things > 0; things--)
        {
            var key = reader.ReadString();
            var stamp = new ThingStamp(reader.ReadString()) { Outline = reader.ReadInt64(), Rests = reader.ReadBoolean() };
            for (var files = reader.ReadInt32(); files > 0; files--)
                stamp.Files[reader.ReadString()] = new FileStamp(reader.ReadInt64(), reader.ReadInt64(), reader.ReadUInt64(), reader.ReadBoolean());
            _stamps[key] = stamp;
        }

        return true;
    }
}
