using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Leat.Artifacts.Objects;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Gcs;

/// <summary>The calls to the service. Its JSON half lists and removes, since XML cannot hold all names; its XML half carries contents, which can
/// be sent there in parts.</summary>
/// <param name="service">Made at the first call, since opening a location does no I/O and asks for no credentials.</param>
/// <param name="bucket">Which bucket.</param>
/// <param name="prefix">What the keys begin with, without a slash at its end; empty for the whole bucket.</param>
/// <param name="time">Tells until when addresses are valid, and which uploads are abandoned.</param>
internal sealed class GcsBucket(Lazy<GcsService> service, string bucket, string prefix, TimeProvider time) : ObjectContainer(prefix)
{
    private const string Generation = "x-goog-generation";

    public GcsService Service => service.Value;

    public string Name => bucket;

    /// <summary>The address of an object's contents.</summary>
    public Uri AddressOf(string key, string query = "") => new(Service.Endpoint, $"{Uri.EscapeDataString(bucket)}/{ArtifactPath.EscapeForUrl(key)}{query}");

    /// <summary>The address of something about the bucket's contents.</summary>
    public Uri AddressIn(string query) => new(Service.Endpoint, $"{Uri.EscapeDataString(bucket)}{query}");

    public Task<HttpResponseMessage> CallAsync(string what, Func<HttpRequestMessage> make, CancellationToken cancellationToken) =>
        Service.SendAsync($"The bucket gs://{bucket} cannot {what}", make, cancellationToken);

    public override void RequireName(string key)
    {
        if (!IsName(key))
            throw LeatException.InvalidParameter($"'{key}' cannot be stored in Google Cloud Storage, where no name holds line breaks. Rename the file.");
    }

    public override async IAsyncEnumerable<ObjectPage> PagesAsync(
        string below, bool oneLevel, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!IsName(below))
            yield break;
        var query = $"?prefix={Uri.EscapeDataString(below)}&fields=items(name,size),prefixes,nextPageToken"
            + (oneLevel ? "&delimiter=%2F" : "") + (most > 0 ? $"&maxResults={most.ToString(CultureInfo.InvariantCulture)}" : "");
        for (var token = ""; token is not null;)
        {
            var address = new Uri(Service.Endpoint, $"storage/v1/b/{Uri.EscapeDataString(bucket)}/o{query}{(token.Length > 0 ? "&pageToken=" + Uri.EscapeDataString(token) : "")}");
            using var answer = await CallAsync("list files", () => new HttpRequestMessage(HttpMethod.Get, address), cancellationToken).ConfigureAwait(false);
            using var page = await ReadAsync(answer, cancellationToken).ConfigureAwait(false);
            yield return PageOf(page.RootElement);
            token = page.RootElement.TryGetProperty("nextPageToken", out var next) ? next.GetString() : null;
        }
    }

    public override async Task<long?> SizeAsync(string key, CancellationToken cancellationToken)
    {
        if (!IsName(key))
            return null;
        try
        {
            var address = ObjectOf(key, "?fields=size");
            using var answer = await CallAsync("look for a file", () => new HttpRequestMessage(HttpMethod.Get, address), cancellationToken).ConfigureAwait(false);
            using var found = await ReadAsync(answer, cancellationToken).ConfigureAwait(false);
            return SizeOf(found.RootElement);
        }
        catch (LeatException error) when (GcsErrors.IsMissing(error))
        {
            return null;
        }
    }

    public override async Task<ArtifactContent?> TryOpenAsync(string path, CancellationToken cancellationToken)
    {
        if (!IsName(path))
            return null;
        try
        {
            var first = await OpenAsync(path, 0, null, cancellationToken).ConfigureAwait(false);
            var length = first.Content.Headers.ContentLength
                ?? throw new LeatException(ErrorCode.InternalError, $"The bucket gs://{bucket} does not say how long '{path}' is.");
            var generation = first.Headers.TryGetValues(Generation, out var values) ? values.First() : null;
            var content = await first.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return new ArtifactContent(new GcsReadStream(this, path, content, length, generation), length, first.Content.Headers.LastModified)
            {
                EntityTag = generation is null ? first.Headers.ETag?.Tag : $"\"{generation}\"",
            };
        }
        catch (LeatException error) when (GcsErrors.IsMissing(error))
        {
            return null;
        }
    }

    /// <summary>Asks for a file from a position on.</summary>
    /// <param name="path">Which file.</param>
    /// <param name="position">From where.</param>
    /// <param name="generation">Which version it must be; null for any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<HttpResponseMessage> OpenAsync(string path, long position, string? generation, CancellationToken cancellationToken) => CallAsync(
        "read a file",
        () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(KeyOf(path)));

            // What was stored packed is otherwise unpacked, and then has another length than listed.
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
            if (position > 0)
                request.Headers.Range = new RangeHeaderValue(position, null);
            if (generation is not null)
                request.Headers.Add("x-goog-if-generation-match", generation);
            return request;
        },
        cancellationToken);

    public override Task WriteAsync(string key, ArtifactBody body, CancellationToken cancellationToken) => new GcsUpload(this, key).WriteAsync(body, cancellationToken);

    public override T? Capability<T>(ObjectRepository repository)
        where T : class => typeof(T) == typeof(IUploadSweep) || (typeof(T) == typeof(IMultipartUploads) && Service.Signer is not null)
            ? new GcsMultipartUploads(this, repository, time) as T
            : typeof(T) == typeof(IFileAddresses) && Service.Signer is not null ? new ObjectAddresses(this, repository, SignAsync) as T : null;

    private Task<FileAddress> SignAsync(string key, long? size, TimeSpan life)
    {
        var url = Service.Signer!.Sign(size is null ? HttpMethod.Put : HttpMethod.Get, AddressOf(key), [], time.GetUtcNow(), life);
        return Task.FromResult(new FileAddress(url, new Dictionary<string, string>(), size));
    }

    protected override async Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        if (!IsName(key))
            return;
        try
        {
            var address = ObjectOf(key, "");
            using var answer = await CallAsync("remove a file", () => new HttpRequestMessage(HttpMethod.Delete, address), cancellationToken).ConfigureAwait(false);
        }
        catch (LeatException error) when (GcsErrors.IsMissing(error))
        {
            // Gone already.
        }
    }

    private static bool IsName(string key) => key.AsSpan().IndexOfAny('\r', '\n') < 0;

    private static async Task<JsonDocument> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var content = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
            return await JsonDocument.ParseAsync(content, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The service writes sizes as texts.</summary>
    private static long SizeOf(JsonElement item) => long.Parse(item.GetProperty("size").GetString()!, CultureInfo.InvariantCulture);

    private static ObjectPage PageOf(JsonElement page) => new(
        page.TryGetProperty("prefixes", out var folders) ? [.. folders.EnumerateArray().Select(folder => folder.GetString()!)] : [],
        page.TryGetProperty("items", out var items)
            ? [.. items.EnumerateArray().Select(item => new ObjectFile(item.GetProperty("name").GetString()!, SizeOf(item)))]
            : []);

    private Uri ObjectOf(string key, string query) => new(Service.Endpoint, $"storage/v1/b/{Uri.EscapeDataString(bucket)}/o/{Uri.EscapeDataString(key)}{query}");
}
