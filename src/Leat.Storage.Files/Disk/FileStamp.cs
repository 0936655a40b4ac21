namespace Leat.Storage.Files;

/// <summary>What a file was when it was last read or written.</summary>
/// <param name="Time">When it was changed, in ticks.</param>
/// <param name="Size">Its bytes; of a metric, those that have been taken: whole lines.</param>
/// <param name="Hash">Of its content; 0 for metrics.</param>
/// <param name="IsFresh">Whether it was looked at so soon after it was changed that another change may have left time and size as they
/// are: clocks of file systems tick in milliseconds.</param>
internal readonly record struct FileStamp(long Time, long Size, ulong Hash, bool IsFresh)
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>Longer than a tick of any common file system but FAT.</summary>
    private const long FreshTicks = 50 * TimeSpan.TicksPerMillisecond;

    /// <summary>Whether a file is as it was.</summary>
    public bool IsOf(in FoundFile file) => !IsFresh && HasSame(file);

    /// <summary>Whether time and size are as they were.</summary>
    public bool HasSame(in FoundFile file) => Time == file.Time && Size == file.Size;

    public static FileStamp Of(long time, ReadOnlySpan<byte> content) => new(time, content.Length, HashOf(content), IsFreshAt(time));

    /// <summary>A file that was found and then read, by what does not tell its content.</summary>
    public static FileStamp OfRead(in FoundFile file) => new(file.Time, file.Size, 0, IsFreshAt(file.Time));

    /// <summary>FNV-1a: tells accidental changes apart, no more.</summary>
    public static ulong HashOf(ReadOnlySpan<byte> content)
    {
        var hash = Basis;
        foreach (var one in content)
            hash = (hash ^ one) * Prime;
        return hash;
    }

    /// <summary>Whether a file that was changed at a time may be changed again without a new time.</summary>
    public static bool IsFreshAt(long time) => Math.Abs(TimeProvider.System.GetUtcNow().Ticks - time) < FreshTicks;
}

/// <summary>A file below the folder of a thing.</summary>
/// <param name="Path">From the folder, with slashes.</param>
/// <param name="Time">When it was changed, in ticks.</param>
/// <param name="Size">Its bytes.</param>
internal readonly record struct FoundFile(string Path, long Time, long Size);
