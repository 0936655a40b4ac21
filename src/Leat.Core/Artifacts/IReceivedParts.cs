namespace Leat.Core.Artifacts;

/// <summary>A capability of repositories that have no addresses to which clients could send parts of a file themselves: they take the parts from
/// whoever received them, in any order and several at a time, also in different processes.</summary>
/// <remarks>The file is not visible before it is completed. See <see cref="IMultipartUploads"/> for stores that take parts from clients.</remarks>
public interface IReceivedParts
{
    /// <summary>Begins an upload.</summary>
    /// <param name="path">The file to create.</param>
    /// <param name="partCount">How many parts will come; at least 1.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The id of the upload, which nobody can guess: whoever knows it may send parts.</returns>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a directory is there, or a file above it.</exception>
    Task<string> BeginAsync(string path, int partCount, CancellationToken cancellationToken = default);

    /// <summary>Takes a part, in place of one of this number that came before.</summary>
    /// <param name="uploadId">The id of the upload.</param>
    /// <param name="number">From 1. All parts but the last have the same length.</param>
    /// <param name="part">Its length must be known.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The SHA-256 of the part in hexadecimal digits.</returns>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: there is no such upload.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: no such part, or one of another length than announced.</exception>
    Task<string> WriteAsync(string uploadId, int number, ArtifactBody part, CancellationToken cancellationToken = default);

    /// <summary>Makes the parts the file, replacing what was there.</summary>
    /// <param name="path">The path that the upload was begun with.</param>
    /// <param name="uploadId">The id of the upload.</param>
    /// <param name="parts">All parts, in their order, each with its hash if that is to be compared.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: there is no such upload.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: a part has not arrived, or is another than was sent.</exception>
    Task CompleteAsync(string path, string? uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken = default);

    /// <summary>Gives an upload up; its parts are removed.</summary>
    Task AbortAsync(string path, string? uploadId, CancellationToken cancellationToken = default);
}
