using Leat.Artifacts.Objects;
using Renci.SshNet.Common;

namespace Leat.Artifacts.Sftp;

/// <summary>The bytes of a file. One that is replaced while it is read goes on to be the old one, as long as the connection lasts.</summary>
internal sealed class SftpReadStream(SftpArtifactRepository repository, string path, SftpFile first) : ResumingStream(first.Content, first.Content.Length)
{
    protected override async Task<Stream> ReopenAsync(long position, CancellationToken cancellationToken)
    {
        var file = await repository.OpenFileAsync(path, cancellationToken).ConfigureAwait(false);
        if (file.Content.Length != Length || file.LastModified != first.LastModified)
        {
            await file.Content.DisposeAsync().ConfigureAwait(false);
            throw Replaced(path, null);
        }

        file.Content.Position = position;
        return file.Content;
    }

    protected override bool IsBroken(Exception error) => base.IsBroken(error) || error is SshException || SftpConnections.IsBroken(error);
}

/// <summary>A file that has been opened.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="LastModified">In whole seconds.</param>
internal sealed record SftpFile(Stream Content, DateTimeOffset LastModified);
