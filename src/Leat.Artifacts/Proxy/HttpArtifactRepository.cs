using System.Net.Http.Headers;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Proxy;

/// <summary>Artifacts behind the proxy of a tracking server, MLflow's own or Leat's.</summary>
/// <remarks>Contents are streamed both ways. Errors carry the server's code and message.</remarks>
public sealed class HttpArtifactRepository : IArtifactRepository
{
    private readonly HttpClient _http;
    private readonly string _apiRoot;
    private readonly string _rootPath;

    /// <summary>Opens a root.</summary>
    /// <param name="http">Sends the requests; its default headers hold the credentials. It is not disposed.</param>
    /// <param name="root">For example <c>http://localhost:5000/api/2.0/mlflow-artifacts/artifacts/1/ab/artifacts</c>.</param>
    public HttpArtifactRepository(HttpClient http, Uri root)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(root);
        _http = http;
        (_apiRoot, _rootPath) = ProxyAddress.Locate(root);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ArtifactEntry>> ListAsync(string? path, CancellationToken cancellationToken = default)
    {
        path = ArtifactPath.ParseDirectory(path);
        var directory = ArtifactPath.Combine(_rootPath, path);
        var query = directory.Length == 0 ? "" : $"?path={Uri.EscapeDataString(directory)}";
        using var request = new HttpRequestMessage(HttpMethod.Get, _apiRoot + query);
        using var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return ListingReader.Read(body, path);
    }

    /// <inheritdoc/>
    public async Task<ArtifactContent> OpenReadAsync(string path, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(path));
        var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);

        // Disposing the stream ends the response too: nothing else of it is held.
        return new ArtifactContent(stream, response.Content.Headers.ContentLength, response.Content.Headers.LastModified);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(string path, ArtifactBody body, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var request = new HttpRequestMessage(HttpMethod.Put, AddressOf(path));
        request.Content = new StreamContent(body.OpenRead());
        request.Content.Headers.ContentLength = body.Length;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(ArtifactMediaTypes.Guess(path));
        using var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string? path, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, AddressOf(path));
        using var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Checked here too, since an address with <c>..</c> would be resolved before it is sent, and reach the files of others.</summary>
    private string AddressOf(string? path) =>
        $"{_apiRoot}/{ArtifactPath.EscapeForUrl(ArtifactPath.Combine(_rootPath, string.IsNullOrEmpty(path) ? path : ArtifactPath.ParseFile(path)))}";

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw ProxyErrors.Unreachable(request.RequestUri!, e);
        }

        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await ProxyErrors.FromResponseAsync(response, cancellationToken).ConfigureAwait(false);
    }
}
