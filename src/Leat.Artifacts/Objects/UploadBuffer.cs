using Leat.Core;

namespace Leat.Artifacts.Objects;

/// <summary>The memory through which a request sends a file on.</summary>
internal static class UploadBuffer
{
    /// <summary>How long a request waits for others that hold the memory of its buffers.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Makes the buffer without which a request cannot begin, counted in the memory that requests may take.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.TemporarilyUnavailable"/>: others held too much for too long.</exception>
    public static async Task<byte[]> MakeAsync(int size, CancellationToken cancellationToken)
    {
        await ReserveAsync(size, cancellationToken).ConfigureAwait(false);
        return GC.AllocateUninitializedArray<byte>(size);
    }

    /// <summary>Counts a buffer that somebody else makes.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.TemporarilyUnavailable"/>: others held too much for too long.</exception>
    public static async Task ReserveAsync(int size, CancellationToken cancellationToken)
    {
        if (MemoryShare.Current is not { } memory)
            return;
        await memory.ReserveAsync(memory.Used + size, Patience, cancellationToken).ConfigureAwait(false);
        memory.Add(size);
    }
}
