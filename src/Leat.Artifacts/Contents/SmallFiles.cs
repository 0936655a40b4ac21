using System.Text;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Contents;

/// <summary>Reads and writes small files of a repository.</summary>
internal static class SmallFiles
{
    public static async Task WriteAsync(this IArtifactRepository repository, string path, byte[] content, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content, writable: false);
        await repository.WriteAsync(path, new ArtifactBody(stream, content.Length), cancellationToken).ConfigureAwait(false);
    }

    public static Task WriteTextAsync(this IArtifactRepository repository, string path, string text, CancellationToken cancellationToken) =>
        repository.WriteAsync(path, Encoding.ASCII.GetBytes(text), cancellationToken);

    /// <summary>Null if there is no such file.</summary>
    public static async Task<ArtifactContent?> TryOpenAsync(this IArtifactRepository repository, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await repository.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (LeatException error) when (error.Code == ErrorCode.ResourceDoesNotExist)
        {
            return null;
        }
    }

    /// <summary>Null if there is no such file.</summary>
    public static async Task<string?> TryReadTextAsync(this IArtifactRepository repository, string path, CancellationToken cancellationToken)
    {
        if (await repository.TryOpenAsync(path, cancellationToken).ConfigureAwait(false) is not { } content)
            return null;
        await using (content.ConfigureAwait(false))
        {
            using var reader = new StreamReader(content.Stream, Encoding.ASCII);
            return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The reference that a file holds; null if it is none, or is gone.</summary>
    public static async Task<ContentReference?> TryReadReferenceAsync(this IArtifactRepository repository, string path, CancellationToken cancellationToken)
    {
        if (await repository.TryOpenAsync(path, cancellationToken).ConfigureAwait(false) is not { } content)
            return null;
        await using (content.ConfigureAwait(false))
            return ContentReference.TryParse(await ReadAsync(content, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>As much of a file as a reference has, and a byte more if there is more.</summary>
    public static async Task<byte[]> ReadAsync(ArtifactContent content, CancellationToken cancellationToken)
    {
        var bytes = new byte[ContentReference.Bytes + 1];
        var read = await content.Stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return bytes[..read];
    }
}
