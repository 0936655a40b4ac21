using Leat.Core;
using Leat.Webhooks;

namespace Leat.Cli.Serving;

/// <summary>What <c>leat server</c> was asked for, checked and with its defaults filled in.</summary>
internal sealed record ServerSettings
{
    public const string DefaultStore = "sqlite:///leat.db";

    /// <summary>Where runs are stored.</summary>
    public required StoreUri Store { get; init; }

    /// <summary>Where files of new experiments go: a URI, or an absolute path.</summary>
    public required string DefaultArtifactRoot { get; init; }

    /// <summary>Where files lie that clients send through the server: a URI, or an absolute path.</summary>
    public required string ArtifactsDestination { get; init; }

    public bool ServeArtifacts { get; init; } = true;

    public bool ArtifactsOnly { get; init; }

    public string Host { get; init; } = "127.0.0.1";

    public int Port { get; init; } = 5000;

    /// <summary>Null for the server's own list.</summary>
    public IReadOnlyList<string>? AllowedHosts { get; init; }

    /// <summary>Null for the server's own list.</summary>
    public IReadOnlyList<string>? CorsAllowedOrigins { get; init; }

    public bool DisableSecurityMiddleware { get; init; }

    public string XFrameOptions { get; init; } = "SAMEORIGIN";

    /// <summary>Null for none.</summary>
    public string? StaticPrefix { get; init; }

    /// <summary>Whether <c>/metrics</c> serves figures.</summary>
    public bool ExposePrometheus { get; init; }

    /// <summary>Whether to log each request.</summary>
    public bool AccessLog { get; init; }

    /// <summary>How webhooks are called.</summary>
    public WebhookOptions Webhooks { get; init; } = new();

    /// <summary>Whether to log every detail.</summary>
    public bool Verbose { get; init; }

    /// <summary>What was accepted without effect, or will not work as its user may expect: sentences for stderr.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
