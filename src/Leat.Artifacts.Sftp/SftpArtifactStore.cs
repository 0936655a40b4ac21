using System.Collections.Concurrent;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Sftp;

/// <summary>Artifacts in directories of machines that are reached by SSH (<c>sftp://user@host:port/path</c>).</summary>
/// <remarks>OpenSSH's own files say what a location leaves out (<c>~/.ssh/config</c>) and which hosts are trusted
/// (<c>~/.ssh/known_hosts</c>); see docs/artifacts.md. Register it with
/// <c>ArtifactSchemes.Default.Register("sftp", SftpArtifactStore.Create)</c>.</remarks>
public sealed class SftpArtifactStore : IArtifactStore
{
    private readonly SshSettings _settings;
    private readonly TimeProvider _time;

    /// <summary>One for each user of each machine.</summary>
    private readonly ConcurrentDictionary<SftpHost, SftpConnections> _hosts = new();

    private SftpArtifactStore(ArtifactStoreContext context)
    {
        _settings = new SshSettings(context.Environment);
        _time = context.TimeProvider;
    }

    /// <summary>Makes the store.</summary>
    public static IArtifactStore Create(ArtifactStoreContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new SftpArtifactStore(context);
    }

    /// <inheritdoc/>
    public IArtifactRepository Open(ArtifactLocation location)
    {
        ArgumentNullException.ThrowIfNull(location);
        var place = SftpPlace.Of(location);
        var connections = _hosts.GetOrAdd(place.Host, static (host, settings) => new SftpConnections(host, settings), _settings);
        return new SftpArtifactRepository(connections, place.Directory, _time);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var connections in _hosts.Values)
            await connections.DisposeAsync().ConfigureAwait(false);
        _hosts.Clear();
    }
}
