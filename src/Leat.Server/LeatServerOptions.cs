using Leat.Webhooks;

namespace Leat.Server;

/// <summary>How a server listens, whom it answers, and what it serves. Names and defaults follow <c>mlflow server</c>.</summary>
public sealed record LeatServerOptions
{
    /// <summary>The address or name to listen on. The default is reachable from this machine only.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port; 0 for any that is free.</summary>
    public int Port { get; init; } = 5000;

    /// <summary>Accepted values of the Host header; <c>*</c> and <c>?</c> are wildcards, and a value without a port matches any port. Null for
    /// this machine's own names and private networks. <see cref="Host"/> and its addresses are always accepted.</summary>
    public IReadOnlyList<string>? AllowedHosts { get; init; }

    /// <summary>Origins whose pages may call the server from a browser, besides those on this machine; <c>*</c> for any.</summary>
    public IReadOnlyList<string> CorsAllowedOrigins { get; init; } = [];

    /// <summary>Answers everybody and sends no security headers: for a server behind a proxy that does both.</summary>
    public bool DisableSecurityMiddleware { get; init; }

    /// <summary><c>SAMEORIGIN</c>, <c>DENY</c>, or <c>NONE</c> for no header.</summary>
    public string XFrameOptions { get; init; } = "SAMEORIGIN";

    /// <summary>A path such as <c>/leat</c> below which everything is served; null for none. What is not for pages is served outside it, too.</summary>
    public string? StaticPrefix { get; init; }

    /// <summary>The web UI, served at <c>/</c>; null if there is none, which a page in its place says.</summary>
    public WebUiFiles? WebUi { get; init; }

    /// <summary>Whether clients store and fetch artifacts through the server.</summary>
    public bool ServeArtifacts { get; init; } = true;

    /// <summary>From how many bytes on a download is led to the store itself, where it gives addresses that need no credentials; null for none.</summary>
    public long? RedirectFrom { get; init; }

    /// <summary>Whether the server does nothing but serve artifacts.</summary>
    public bool ArtifactsOnly { get; init; }

    /// <summary>Whether clients may name workspaces, which keep experiments, registered models, webhooks, evaluation datasets and files apart.</summary>
    public bool EnableWorkspaces { get; init; }

    /// <summary>Whether <c>/metrics</c> answers with figures for Prometheus.</summary>
    public bool ExposePrometheus { get; init; }

    /// <summary>Whether each request is logged, in the category <c>Leat.Server.Access</c>, level Information.</summary>
    public bool AccessLog { get; init; }

    /// <summary>How long one search may take before it is ended and answered with an error.</summary>
    public TimeSpan SearchTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The memory, in bytes, that the bodies of requests in progress and the data read to answer them may take together. A request that
    /// would never fit is refused for good; one that does not fit beside the others is refused for now.</summary>
    public long RequestMemory { get; init; } = 200L * 1024 * 1024;

    /// <summary>How long an upload or a download of a file may stall before it is aborted.</summary>
    public TimeSpan TransferIdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long requests in progress may take to end when the server stops; those that are left are aborted.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How webhooks are called.</summary>
    public WebhookOptions Webhooks { get; init; } = new();
}
