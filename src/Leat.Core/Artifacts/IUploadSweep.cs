namespace Leat.Core.Artifacts;

/// <summary>A capability of repositories in which an upload that a crash cut off leaves something behind.</summary>
public interface IUploadSweep
{
    /// <summary>Removes the remains of uploads that have stood still for a day, anywhere below the root. Uploads that go on,
    /// whoever makes them, are left alone.</summary>
    /// <remarks>May take long, as it walks everything.</remarks>
    Task<SweptUploads> RemoveAbandonedUploadsAsync(CancellationToken cancellationToken = default);
}

/// <summary>What a sweep removed.</summary>
/// <param name="Count">How many uploads.</param>
/// <param name="Bytes">How many bytes they held, as far as that can be told.</param>
public readonly record struct SweptUploads(int Count, long Bytes);
