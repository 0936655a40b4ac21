namespace Leat.Core.Artifacts;

/// <summary>A capability of repositories: large files are sent in parts, which clients upload directly to addresses of the
/// store.</summary>
/// <remarks>Shaped like MLflow's <c>mpu</c> calls. The file is not visible before it is completed.</remarks>
public interface IMultipartUploads
{
    /// <summary>Begins an upload.</summary>
    /// <param name="path">The file to create.</param>
    /// <param name="partCount">How many parts the client will send; at least 1.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<MultipartUpload> CreateAsync(string path, int partCount, CancellationToken cancellationToken = default);

    /// <summary>Assembles the parts into the file, in the given order, replacing what was there.</summary>
    /// <param name="path">The path that the upload was begun with.</param>
    /// <param name="uploadId">The id returned when it was begun.</param>
    /// <param name="parts">What the store answered to each part.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task CompleteAsync(
        string path, string? uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken = default);

    /// <summary>Abandons an upload; its parts are removed.</summary>
    Task AbortAsync(string path, string? uploadId, CancellationToken cancellationToken = default);
}

/// <summary>An upload that has begun.</summary>
/// <param name="UploadId">Names it in later calls; null for a store that needs none.</param>
/// <param name="Parts">Where each part goes.</param>
public sealed record MultipartUpload(string? UploadId, IReadOnlyList<PartAddress> Parts);

/// <summary>Where a client puts one part.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Url">Takes a PUT without further credentials, for a while.</param>
/// <param name="Headers">What the client must send along.</param>
public sealed record PartAddress(int Number, string Url, IReadOnlyDictionary<string, string> Headers);

/// <summary>A part that arrived.</summary>
/// <param name="Number">From 1.</param>
/// <param name="ETag">As the store answered; null for a store that gives none.</param>
/// <param name="Url">Where it was put; null if the client does not say.</param>
public sealed record UploadedPart(int Number, string? ETag, string? Url);
