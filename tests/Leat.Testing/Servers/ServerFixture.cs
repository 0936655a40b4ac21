namespace Leat.Testing.Servers;

/// <summary>One fresh server for all tests of a class or collection.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ServerProcess? _server;

    public ServerProcess Server => _server ?? throw new InvalidOperationException("The server has not been started.");

    /// <summary>Where the server keeps its database and artifacts.</summary>
    public string Folder => _folder.Path;

    public async ValueTask InitializeAsync() =>
        _server = await ServerProcess.StartAsync(_folder.Path, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }
}
