using Leat.Core;
using Leat.Server;

namespace Leat.Cli.Serving;

/// <summary>What <c>leat server</c> was asked for, checked and with its defaults filled in.</summary>
internal sealed record ServerSettings
{
    public const string DefaultStore = "sqlite:///leat.db";

    public const string DefaultArtifactsDestination = "./mlartifacts";

    /// <summary>Where runs are stored.</summary>
    public required StoreUri Store { get; init; }

    /// <summary>Where files of new experiments go: a URI, or an absolute path.</summary>
    public required string DefaultArtifactRoot { get; init; }

    /// <summary>Where files lie that clients send through the server: a URI, or an absolute path.</summary>
    public required string ArtifactsDestination { get; init; }

    /// <summary>Whether files of equal content share it there.</summary>
    public bool ShareContents { get; init; }

    /// <summary>Who may read the database and the artifacts that the server creates.</summary>
    public FilePermissions Permissions { get; init; } = FilePermissions.OwnerOnly;

    /// <summary>How the server listens, whom it answers, and what it serves.</summary>
    public required LeatServerOptions Server { get; init; }

    /// <summary>The memory that the server may take, in MiB.</summary>
    public int MemoryMebibytes { get; init; } = MemoryLimit.Default;

    /// <summary>Whether to log every detail.</summary>
    public bool Verbose { get; init; }

    /// <summary>Settings accepted without effect, or that will not work as the user may expect: sentences for stderr.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
