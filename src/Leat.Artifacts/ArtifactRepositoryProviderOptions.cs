namespace Leat.Artifacts;

/// <summary>What an <see cref="ArtifactRepositoryProvider"/> can reach. A server sets the first two, a client the last two.</summary>
public sealed record ArtifactRepositoryProviderOptions
{
    /// <summary>
    /// The server's <c>--artifacts-destination</c>: where <c>mlflow-artifacts:/…</c> (and http(s) locations of an
    /// artifact proxy) really lie. Null for a client, and for a server with <c>--no-serve-artifacts</c>.
    /// </summary>
    public string? ServeDestination { get; init; }

    /// <summary>
    /// Local directories that may be opened; null for any. A server names its own here, since anyone who may create an
    /// experiment may give it an artifact location, and with it would read the server's files.
    /// <see cref="ServeDestination"/> is always among them.
    /// </summary>
    public IReadOnlyList<string>? LocalRoots { get; init; }

    /// <summary>The tracking server that a client's <c>mlflow-artifacts:/…</c> refers to, with its path prefix if it has one.</summary>
    public Uri? TrackingServer { get; init; }

    /// <summary>
    /// Sends a client's requests, with the credentials of the tracking connection in its default headers. Its timeout
    /// counts for whole uploads: make it long. Null (a server) refuses http(s) locations, so that nobody can make the
    /// server call addresses of their choice.
    /// </summary>
    public HttpClient? Http { get; init; }
}
