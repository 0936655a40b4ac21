namespace Leat.Core.Artifacts;

/// <summary>A capability of repositories in which an upload cut off by a crash leaves something behind.</summary>
public interface IUploadSweep
{
    /// <summary>Removes the remains of uploads that have been idle for a day, anywhere below the root. Uploads in progress,
    /// by any process, are left alone.</summary>
    /// <remarks>May take long, as it walks everything.</remarks>
    Task<SweptUploads> RemoveAbandonedUploadsAsync(CancellationToken cancellationToken = default);
}

/// <summary>What a sweep removed.</summary>
/// <param name="Count">How many uploads.</param>
/// <param name="Bytes">How many bytes they held, as far as known.</param>
public readonly record struct SweptUploads(int Count, long Bytes);
