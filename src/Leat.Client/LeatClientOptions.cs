using Leat.Artifacts;

namespace Leat.Client;

/// <summary>How a client talks to its store. Immutable.</summary>
public sealed record LeatClientOptions
{
    /// <summary>The clock of timestamps, batching and retries; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Background logging.</summary>
    public LoggingOptions Logging { get; init; } = new();

    /// <summary>The connection to a server; not used by in-process stores.</summary>
    public HttpStoreOptions Http { get; init; } = new();

    /// <summary>The stores of artifacts that this client opens itself, beside local directories and servers; by default those
    /// that were registered for the process.</summary>
    public ArtifactSchemes ArtifactSchemes { get; init; } = ArtifactSchemes.Default;

    internal ProcessEnvironment Environment { get; init; } = ProcessEnvironment.System;

    /// <summary>Options from MLflow's environment variables: credentials, timeouts, retries
    /// (<see cref="HttpStoreOptions.FromEnvironment()"/>).</summary>
    public static LeatClientOptions FromEnvironment() => FromEnvironment(ProcessEnvironment.System);

    internal static LeatClientOptions FromEnvironment(ProcessEnvironment environment) =>
        new() { Environment = environment, Http = HttpStoreOptions.FromEnvironment(environment) };
}
