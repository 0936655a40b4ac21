using Azure;
using Azure.Storage.Blobs.Models;
using Leat.Artifacts.Objects;
using Leat.Core;

namespace Leat.Artifacts.AzureBlob;

/// <summary>The bytes of one version of a blob.</summary>
internal sealed class BlobReadStream(AzureContainer container, string path, BlobDownloadStreamingResult first)
    : ResumingStream(first.Content, first.Details.ContentLength)
{
    private readonly ETag _version = first.Details.ETag;

    protected override async Task<Stream> ReopenAsync(long position, CancellationToken cancellationToken)
    {
        var options = new BlobDownloadOptions
        {
            Range = new HttpRange(position, Length - position),
            Conditions = new BlobRequestConditions { IfMatch = _version },
        };
        try
        {
            var answer = await container.CallAsync(
                "read a file", () => container.BlobOf(container.KeyOf(path)).DownloadStreamingAsync(options, cancellationToken)).ConfigureAwait(false);
            return answer.Value.Content;
        }
        catch (LeatException error) when (IsReplaced(error.InnerException))
        {
            throw Replaced(path, error);
        }
    }

    /// <summary>The SDK makes broken connections anew itself, and says so in its own words when it gives up.</summary>
    protected override bool IsBroken(Exception error) => base.IsBroken(error) || error is RequestFailedException or AggregateException && !IsReplaced(error);

    private static bool IsReplaced(Exception? error) => error is RequestFailedException { Status: 412 };
}
