using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Leat.Core;
using Leat.Server.Tests.Hosting;
using Leat.Storage.Sqlite;
using Leat.Webhooks;

namespace Leat.Server.Tests.Webhooks;

/// <summary>A server with its own store that may call plain HTTP and retries after short pauses.</summary>
internal sealed class WebhookServer : IAsyncDisposable
{
    private readonly string _folder;

    private WebhookServer(string folder, ITrackingStore store, RunningServer server)
    {
        _folder = folder;
        Store = store;
        Server = server;
    }

    public ITrackingStore Store { get; }

    public RunningServer Server { get; }

    public static WebhookOptions Options { get; } = new()
    {
        AllowedSchemes = ["https", "http"],
        RetryDelay = TimeSpan.FromMilliseconds(5),
        RequestTimeout = TimeSpan.FromSeconds(60),
    };

    public static async Task<WebhookServer> StartAsync(WebhookOptions? options = null, bool withWorkspaces = false)
    {
        var folder = Directory.CreateTempSubdirectory("leat-webhooks-").FullName;
        var store = await SqliteStore.OpenAsync(
            new SqliteStoreOptions { Path = Path.Combine(folder, "leat.db") }, TestContext.Current.CancellationToken);
        return new WebhookServer(folder, store, await RunningServer.StartAsync(store, new LeatServerOptions { Webhooks = options ?? Options, EnableWorkspaces = withWorkspaces }));
    }

    /// <summary>Creates a webhook for an address and returns its id.</summary>
    public async Task<string> SubscribeAsync(string url, string events = "REGISTERED_MODEL.CREATED", string secret = "")
    {
        var list = new JsonArray([.. events.Split(' ').Select(e => new JsonObject { ["entity"] = e.Split('.')[0], ["action"] = e.Split('.')[1] })]);
        var answer = await Server.CallAsync(
            "webhooks", new JsonObject { ["name"] = "hook", ["url"] = url, ["events"] = list, ["secret"] = secret }.ToJsonString());
        return answer["webhook"]!["webhook_id"]!.GetValue<string>();
    }

    public Task NewModelAsync(string name) => Server.CallAsync("registered-models/create", $$"""{"name":"{{name}}"}""");

    public Task ChangeAsync(string webhookId, string json) => SendAsync(HttpMethod.Patch, "webhooks/" + webhookId, json);

    public async Task SendAsync(HttpMethod method, string call, string json) =>
        await (await Server.SendAsync(
            method, "/api/2.0/mlflow/" + call, request => request.Content = new StringContent(json, Encoding.UTF8, "application/json")))
            .ShouldBeJsonAsync(HttpStatusCode.OK);

    /// <summary>Everything the store has written so far.</summary>
    public byte[] StoredBytes() =>
        [.. Directory.EnumerateFiles(_folder, "leat.db*").SelectMany(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        })];

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
