using Leat.Storage.Sqlite;

namespace Leat.Cli.Serving;

/// <summary>The memory that the server may take, not counting its caches of database pages.</summary>
internal static class MemoryLimit
{
    /// <summary>In MiB. A server that has answered everything once takes some 130.</summary>
    public const int Default = 512;

    /// <summary>Less leaves no room for a large request.</summary>
    public const int Least = 256;

    /// <summary>What the program takes besides its heap, in MiB: its files, compiled code and small blocks of native code.</summary>
    private const int Program = 96;

    /// <summary>What its heap holds without large requests, garbage among it, in MiB.</summary>
    private const int Resting = 80;

    /// <summary>The part of it that requests in progress may hold, in bytes. The rest is for the program itself, and for garbage.</summary>
    public static long OfRequests(int mebibytes) => ((long)(mebibytes - Program - Resting) << 20) * 3 / 5;

    /// <summary>The part of it, in bytes, for what SQLite holds besides pages: the values of requests in progress, two or three times.</summary>
    public static long OfSqlite(int mebibytes) => OfRequests(mebibytes) * 2 / 5;

    /// <summary>The part of it for the heap, in bytes: what neither the program nor SQLite takes.</summary>
    public static long OfHeap(int mebibytes) => ((long)(mebibytes - Program) << 20) - OfSqlite(mebibytes);

    /// <summary>Makes the process keep to it: the runtime collects garbage early instead of growing, and fails a request instead of the machine.
    /// If the process already has a smaller limit, as in a container, that one stays.</summary>
    public static void Apply(int mebibytes)
    {
        NativeMemory.GiveBackLargeBlocks();
        SqliteStore.LimitMemory(OfSqlite(mebibytes));
        var limit = OfHeap(mebibytes);
        if (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes <= limit)
            return;
        AppContext.SetData("GCHeapHardLimit", (ulong)limit);
        GC.RefreshMemoryLimit();
    }
}
