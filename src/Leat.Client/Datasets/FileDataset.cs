using Leat.Core;

namespace Leat.Client;

/// <summary>Describes files of any form as datasets that runs can note as their input.</summary>
public static class FileDataset
{
    /// <summary>Describes a file by its location and a digest of its bytes, without schema and profile.</summary>
    /// <param name="path">A file on this disk.</param>
    /// <param name="name">Up to 500 characters; null for the file's name without extension.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<Dataset> FromFileAsync(
        string path, string? name = null, CancellationToken cancellationToken = default) =>
        (await HashedFile.OpenAsync(path, cancellationToken).ConfigureAwait(false)).ToDataset(name, null, null);
}
