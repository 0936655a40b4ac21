using Leat.Core;

namespace Leat.Artifacts;

/// <summary>What an <see cref="ArtifactRepositoryProvider"/> can reach. A server sets destination and roots, a client the tracking server.</summary>
public sealed record ArtifactRepositoryProviderOptions
{
    /// <summary>The stores other than local directories and the artifact proxy; none by default.</summary>
    public ArtifactSchemes Schemes { get; init; } = new();

    /// <summary>
    /// The server's <c>--artifacts-destination</c>: where <c>mlflow-artifacts:/…</c> (and http(s) locations of an
    /// artifact proxy) really lie. Null for a client, and for a server with <c>--no-serve-artifacts</c>.
    /// </summary>
    public string? ServeDestination { get; init; }

    /// <summary>Whether files of equal content that are stored at the destination share it, so that it takes its space once. Files that do are
    /// read in any case.</summary>
    public bool ShareContents { get; init; }

    /// <summary>
    /// The server's own locations besides the destination. Local directories may be opened only below one of them or the destination, since
    /// anyone who can create an experiment chooses its artifact location, and could otherwise read the server's files. Null for a program
    /// that may open any.
    /// </summary>
    public IReadOnlyList<string>? Roots { get; init; }

    /// <summary>The tracking server that a client's <c>mlflow-artifacts:/…</c> refers to, with its path prefix if it has one.</summary>
    public Uri? TrackingServer { get; init; }

    /// <summary>
    /// Sends a client's requests to artifact proxies, with the credentials of the tracking connection in its default headers, so no other
    /// store sees it. Its timeout covers whole uploads: make it long. Null (a server) refuses http(s) locations, so that nobody can make
    /// the server call addresses of their choice.
    /// </summary>
    public HttpClient? Http { get; init; }

    /// <summary>How stores look up environment variables; none is set by default.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;

    /// <summary>Who may read what is written to local directories.</summary>
    public FilePermissions Permissions { get; init; } = FilePermissions.OwnerOnly;

    /// <summary>The clock of the stores, by which they tell the age of their files.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
