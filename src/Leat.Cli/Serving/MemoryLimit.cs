namespace Leat.Cli.Serving;

/// <summary>The memory that the server may take, not counting its caches of database pages.</summary>
internal static class MemoryLimit
{
    /// <summary>In MiB. A server that has answered everything once takes some 130.</summary>
    public const int Default = 512;

    /// <summary>Less leaves no room for a large request.</summary>
    public const int Least = 256;

    /// <summary>The part of it that requests in progress may hold. The rest is for the program itself, and for garbage.</summary>
    public static long OfRequests(int mebibytes) => ((long)mebibytes << 20) * 2 / 5;

    /// <summary>Makes the runtime keep to it: it collects garbage early instead of growing, and fails a request instead of the machine. If the
    /// process already has a smaller limit, as in a container, that one stays.</summary>
    public static void Apply(int mebibytes)
    {
        var limit = (long)mebibytes << 20;
        if (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes <= limit)
            return;
        AppContext.SetData("GCHeapHardLimit", (ulong)limit);
        GC.RefreshMemoryLimit();
    }
}
