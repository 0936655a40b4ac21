namespace Leat.Core.Artifacts;

/// <summary>A capability of repositories whose store takes and gives files itself, at addresses that need no credentials for a while.</summary>
public interface IFileAddresses
{
    /// <summary>Where a file can be put, whole.</summary>
    /// <param name="path">The file to create or to replace.</param>
    /// <param name="life">How long the address works.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a directory is there, or a file above it.</exception>
    Task<FileAddress> ForUploadAsync(string path, TimeSpan life, CancellationToken cancellationToken = default);

    /// <summary>Where a file can be fetched, also in ranges.</summary>
    /// <param name="path">The file.</param>
    /// <param name="life">How long the address works.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: there is no such file.</exception>
    Task<FileAddress> ForDownloadAsync(string path, TimeSpan life, CancellationToken cancellationToken = default);
}

/// <summary>An address of a file.</summary>
/// <param name="Url">Takes a PUT, or a GET.</param>
/// <param name="Headers">What the client must send along.</param>
/// <param name="Size">How many bytes are there, for a download.</param>
public sealed record FileAddress(string Url, IReadOnlyDictionary<string, string> Headers, long? Size);
