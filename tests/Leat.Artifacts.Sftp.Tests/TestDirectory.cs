using System.Globalization;
using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.Sftp;

/// <summary>A directory of its own for each test, behind a server, and on this machine's disk.</summary>
internal sealed class TestDirectory
{
    private TestDirectory(SshServer server)
    {
        Server = server;
        Path = Directory.CreateDirectory(System.IO.Path.Combine(server.Files, Guid.NewGuid().ToString("N"))).FullName;
    }

    public SshServer Server { get; }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>The directory as a location.</summary>
    public string Root => RootAt(Server.Port);

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { ["HOME"] = Server.Home };

    public static async Task<TestDirectory> CreateAsync() => new(await SshServer.SharedAsync());

    public static TestDirectory On(SshServer server) => new(server);

    /// <summary>The directory through another port.</summary>
    public string RootAt(int port) => string.Create(CultureInfo.InvariantCulture, $"sftp://127.0.0.1:{port}{Path}");

    /// <summary>A store that reads the SSH configuration of a home.</summary>
    public IArtifactStore Store(string? home = null, TimeProvider? time = null) => SftpArtifactStore.Create(new ArtifactStoreContext
    {
        Environment = name => name == "HOME" ? home ?? Server.Home : null,
        TimeProvider = time ?? TimeProvider.System,
    });

    public IArtifactRepository Open(IArtifactStore store) => store.Open(ArtifactLocation.Parse(Root));

    /// <summary>The paths of all files.</summary>
    public string[] Files() =>
        [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(Path, file)).Order(StringComparer.Ordinal)];
}
