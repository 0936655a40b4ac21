namespace Leat.Cli.Serving;

/// <summary>The memory that the server may take, its caches of database pages aside.</summary>
internal static class MemoryLimit
{
    /// <summary>In MiB. A server that has answered everything once takes some 130.</summary>
    public const int Default = 512;

    /// <summary>Less leaves no room for a large request.</summary>
    public const int Least = 256;

    /// <summary>What of it requests in progress may hold. The rest is for the program itself, and for garbage.</summary>
    public static long OfRequests(int mebibytes) => ((long)mebibytes << 20) * 2 / 5;

    /// <summary>Holds the runtime to it: it collects garbage in time rather than growing, and fails a request rather than the machine. A
    /// smaller limit that the process has already, as in a container, stays.</summary>
    public static void Apply(int mebibytes)
    {
        var limit = (long)mebibytes << 20;
        if (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes <= limit)
            return;
        AppContext.SetData("GCHeapHardLimit", (ulong)limit);
        GC.RefreshMemoryLimit();
    }
}
