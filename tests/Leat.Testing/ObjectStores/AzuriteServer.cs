using System.Globalization;
using Leat.Testing.Databases;

namespace Leat.Testing.ObjectStores;

/// <summary>Azurite, Microsoft's emulator of Azure Blob Storage, which checks signatures, on a free port of the loopback interface. It ends with the
/// test process, however that ends.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    public const string Account = "leataccount";
    private const string NotInstalled = "Azurite is not installed: ./test does it, or npm ci in tests/azurite.";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<AzuriteServer>> Shared = new(StartNewAsync);
    private readonly Supervisor _supervisor;
    private readonly ServerLayout _layout;

    private AzuriteServer(ServerLayout layout, int port, string program)
    {
        _layout = layout;
        Endpoint = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/{Account}"));
        string[] command =
        [
            "env", $"AZURITE_ACCOUNTS={Account}:{Key}", "node", program, "--disableTelemetry", "--skipApiVersionCheck",
            "--location", layout.Data, "--blobHost", "127.0.0.1", "--blobPort", port.ToString(CultureInfo.InvariantCulture),
        ];
        _supervisor = new Supervisor(layout.Folder, layout.Log, "TERM", command);
    }

    /// <summary>The account's key, as good as any other.</summary>
    public static string Key { get; } = Convert.ToBase64String("the key of an account that exists in tests only"u8);

    /// <summary>Where the account's blobs are.</summary>
    public Uri Endpoint { get; }

    /// <summary>What leads a client here.</summary>
    public string ConnectionString => ConnectionOf(Endpoint);

    /// <summary>The server shared by all tests of this process. Skips the test if Azurite is not installed.</summary>
    public static Task<AzuriteServer> SharedAsync()
    {
        Assert.SkipWhen(Program() is null || Programs.Find("node") is null, NotInstalled);
        return Shared.Value;
    }

    /// <summary>A connection string that leads to the account at another address.</summary>
    public static string ConnectionOf(Uri endpoint) => $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={endpoint.AbsoluteUri};";

    public async ValueTask DisposeAsync() => await _supervisor.DisposeAsync();

    private static async Task<AzuriteServer> StartNewAsync()
    {
        var layout = ServerLayout.Make("azurite");
        Directory.CreateDirectory(layout.Data);
        var server = new AzuriteServer(layout, ServerLayout.FreePort(), Program()!);
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where <c>./test</c> has installed it; null if it has not.</summary>
    private static string? Program()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var program = Path.Combine(folder, "tests", "azurite", "node_modules", "azurite", "dist", "src", "blob", "main.js");
            if (File.Exists(program))
                return program;
        }

        return null;
    }

    private async Task StartAsync()
    {
        await _supervisor.StartAsync();
        if (!await Listening.WaitAsync(Endpoint.Port, StartLimit))
            throw new InvalidOperationException($"Azurite was not ready in time. It said:\n{await File.ReadAllTextAsync(_layout.Log)}");
    }
}
