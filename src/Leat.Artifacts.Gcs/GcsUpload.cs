using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Xml.Linq;
using Leat.Artifacts.Objects;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Gcs;

/// <summary>The calls that store one object.</summary>
internal sealed class GcsUpload(GcsBucket bucket, string key) : PartedUpload<UploadedPart>
{
    /// <summary>How long the service may take to forget what it was sent.</summary>
    private static readonly TimeSpan AbortLimit = TimeSpan.FromSeconds(20);

    private string? _uploadId;

    protected override int MaxParts => 10_000;

    /// <summary>Begins an upload in parts.</summary>
    /// <returns>What names it.</returns>
    public static async Task<string> BeginAsync(GcsBucket bucket, string key, CancellationToken cancellationToken)
    {
        using var answer = await bucket.CallAsync(
            "begin a large file",
            () => new HttpRequestMessage(HttpMethod.Post, bucket.AddressOf(key, "?uploads")) { Content = OfType(new ByteArrayContent([]), key) },
            cancellationToken).ConfigureAwait(false);
        var begun = await GcsXml.ReadAsync(answer, cancellationToken).ConfigureAwait(false);
        return begun.Find("UploadId") ?? throw new LeatException(ErrorCode.InternalError, $"The bucket gs://{bucket.Name} began an upload without a name.");
    }

    /// <summary>Puts the parts together.</summary>
    public static async Task CompleteAsync(GcsBucket bucket, string key, string uploadId, IEnumerable<UploadedPart> parts, CancellationToken cancellationToken)
    {
        var list = new XElement("CompleteMultipartUpload", parts.Select(part => new XElement("Part", new XElement("PartNumber", part.Number), new XElement("ETag", part.ETag)))).ToString();
        using var answer = await bucket.CallAsync(
            "complete a large file",
            () => new HttpRequestMessage(HttpMethod.Post, bucket.AddressOf(key, "?uploadId=" + Uri.EscapeDataString(uploadId))) { Content = new StringContent(list, new MediaTypeHeaderValue("application/xml")) },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives an upload up.</summary>
    public static async Task AbortAsync(GcsBucket bucket, string key, string uploadId, CancellationToken cancellationToken)
    {
        using var answer = await bucket.CallAsync(
            "give up a large file",
            () => new HttpRequestMessage(HttpMethod.Delete, bucket.AddressOf(key, "?uploadId=" + Uri.EscapeDataString(uploadId))),
            cancellationToken).ConfigureAwait(false);
    }

    protected override async Task PutAsync(Stream content, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync("store a file", bucket.AddressOf(key), content, cancellationToken).ConfigureAwait(false);
    }

    protected override async Task BeginAsync(CancellationToken cancellationToken) => _uploadId = await BeginAsync(bucket, key, cancellationToken).ConfigureAwait(false);

    protected override async Task<UploadedPart> SendPartAsync(int number, Stream content, CancellationToken cancellationToken)
    {
        var address = bucket.AddressOf(key, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"?partNumber={number}&uploadId={Uri.EscapeDataString(_uploadId!)}"));
        using var answer = await SendAsync("store a part of a file", address, content, cancellationToken).ConfigureAwait(false);
        return new UploadedPart(number, answer.Headers.ETag?.Tag, null);
    }

    protected override Task CompleteAsync(List<UploadedPart> parts, CancellationToken cancellationToken) =>
        CompleteAsync(bucket, key, _uploadId!, parts, cancellationToken);

    /// <summary>What cannot be removed now is left to the sweep of abandoned uploads.</summary>
    protected override async Task AbortAsync()
    {
        using var limit = new CancellationTokenSource(AbortLimit);
        await AbortAsync(bucket, key, _uploadId!, limit.Token).ConfigureAwait(false);
    }

    /// <summary>Each piece goes with its hash, which the service checks.</summary>
    private async Task<HttpResponseMessage> SendAsync(string what, Uri address, Stream content, CancellationToken cancellationToken)
    {
#pragma warning disable CA5351 // What the service takes; it protects against faults of the network.
        var hash = await MD5.HashDataAsync(content, cancellationToken).ConfigureAwait(false);
#pragma warning restore CA5351
        return await bucket.CallAsync(
            what,
            () =>
            {
                content.Position = 0;
                var body = OfType(new UnclosedContent(content), key);
                body.Headers.ContentMD5 = hash;
                return new HttpRequestMessage(HttpMethod.Put, address) { Content = body };
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static HttpContent OfType(HttpContent content, string key)
    {
        content.Headers.ContentType = MediaTypeHeaderValue.TryParse(ArtifactMediaTypes.Guess(key), out var type) ? type : null;
        return content;
    }

    /// <summary>A content that can be sent again: its stream is left open.</summary>
    private sealed class UnclosedContent(Stream content) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => content.CopyToAsync(stream);

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context, CancellationToken cancellationToken) =>
            content.CopyToAsync(stream, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = content.Length;
            return true;
        }
    }
}
