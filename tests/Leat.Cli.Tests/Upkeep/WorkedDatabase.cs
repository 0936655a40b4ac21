using System.Text;
using System.Text.Json.Nodes;
using Leat.Cli.Serving;
using Leat.Cli.Tests.Processes;
using Leat.Core;
using Leat.Testing.Databases;
using Leat.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leat.Cli.Tests.Upkeep;

/// <summary>A new database on a database server, and the folder in which the real <c>leat</c> works on it.</summary>
internal sealed class WorkedDatabase : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DatabaseServer _server;
    private readonly string _name;

    private WorkedDatabase(DatabaseServer server, string name)
    {
        _server = server;
        _name = name;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Uri => _server.UriOf(_name);

    public static async Task<WorkedDatabase> MakeAsync(DatabaseKind kind)
    {
        var server = await DatabaseServers.SharedAsync(kind);
        return new WorkedDatabase(server, await server.CreateDatabaseAsync(Cancel));
    }

    /// <summary>Opens a store, even while others have the database open.</summary>
    public Task<ITrackingStore> OpenAsync() =>
        StoreOpener.OpenAsync(StoreUri.Parse(Uri), "mlflow-artifacts:/", NullLoggerFactory.Instance, Cancel);

    /// <summary>Runs a command with this database as its store.</summary>
    public Task<LeatProcess.Result> RunAsync(params string[] command) =>
        LeatProcess.RunAsync(_folder.Path, [.. command, "--backend-store-uri", Uri]);

    public Task<ServerProcess> StartServerAsync() => ServerProcess.StartAsync(_folder.Path, Uri, Cancel);

    public async Task ExecuteAsync(string sql) => await _server.RunSqlAsync(_name, sql, Cancel);

    /// <summary>A file where the server keeps artifacts.</summary>
    public string Artifact(params string[] path) => Path.Combine([_folder.File("mlartifacts"), .. path]);

    /// <summary>Stores five bytes there.</summary>
    public async Task WriteArtifactAsync(params string[] path)
    {
        var file = Artifact(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "12345", Cancel);
    }

    /// <summary>Does some work while a server is written to, and checks that everything it acknowledged is kept.</summary>
    public async Task WhileWrittenAsync(Func<Task> work)
    {
        const int writers = 4;
        string run;
        int[] acknowledged;
        await using (var server = await StartServerAsync())
        {
            using var client = new HttpClient { BaseAddress = server.Address };
            run = await NewRunAsync(client);
            var load = new WriteLoad(client, run);
            var written = Enumerable.Range(0, writers).Select(writer => load.WriteUntilRefusedAsync($"m{writer}")).ToList();
            await load.WhenAnsweredAsync(writes: 50);
            await work();
            await server.StopAsync();
            acknowledged = await Task.WhenAll(written);
        }

        await using var store = await OpenAsync();
        for (var writer = 0; writer < writers; writer++)
        {
            var steps = (await store.Metrics.GetHistoryAsync(run, $"m{writer}", cancellationToken: Cancel)).Items.Select(point => point.Step).Order();
            steps.Take(acknowledged[writer]).ShouldBe(Enumerable.Range(0, acknowledged[writer]).Select(step => (long)step));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> NewRunAsync(HttpClient client)
    {
        using var body = new StringContent("""{"experiment_id":"0"}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/api/2.0/mlflow/runs/create", body, Cancel);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["run"]!["info"]!["run_id"]!;
    }
}
