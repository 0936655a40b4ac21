using Leat.Artifacts.Objects;
using Leat.Core;

namespace Leat.Artifacts.Gcs;

/// <summary>The bytes of one generation of an object.</summary>
internal sealed class GcsReadStream(GcsBucket bucket, string path, Stream first, long length, string? generation) : ResumingStream(first, length)
{
    protected override async Task<Stream> ReopenAsync(long position, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await bucket.OpenAsync(path, position, generation, cancellationToken).ConfigureAwait(false);
            return await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (LeatException error) when (error.Code == ErrorCode.ResourceConflict)
        {
            throw Replaced(path, error);
        }
    }
}
