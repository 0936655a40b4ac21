using System.Diagnostics;
using Leat.Core;
using Leat.Server.Tests.Webhooks;
using Leat.Storage.Sqlite;
using Leat.Webhooks;

namespace Leat.Client.Tests.EndToEnd;

/// <summary>Webhooks hear of changes that no server has made.</summary>
public sealed class InProcessWebhookTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leat");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Database => Path.Combine(_directory.FullName, "leat.db");

    [Fact]
    public async Task A_change_through_the_client_has_reached_the_receiver_when_the_client_is_closed()
    {
        Environment.SetEnvironmentVariable("MLFLOW_WEBHOOK_ALLOWED_SCHEMES", "https,http");
        await using var receiver = await HookReceiver.StartAsync();
        await using (var client = await LeatClient.ConnectAsync("sqlite:///" + Database, cancellationToken: Cancellation))
        {
            await SubscribeAsync(client.Store, receiver);
            await client.Store.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create("m"), Cancellation);
        }

        receiver.Count.ShouldBe(1);
        var told = await receiver.NextAsync();
        told.Event.ShouldBe("registered_model.created");
        told.Json["data"]!["name"]!.GetValue<string>().ShouldBe("m");
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_holds_up_the_end_for_a_moment_only()
    {
        await using var dead = await HookReceiver.StartAsync((_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Path = Database }, Cancellation);
        var publishing = store.WithWebhooks(
            new WebhookOptions { AllowedSchemes = ["http"], ShutdownTimeout = TimeSpan.FromMilliseconds(100) }, TimeProvider.System);
        await SubscribeAsync(publishing, dead);
        await publishing.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create("m"), Cancellation);
        await dead.NextAsync();

        var watch = Stopwatch.StartNew();
        await publishing.DisposeAsync();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static Task<Webhook> SubscribeAsync(ITrackingStore store, HookReceiver receiver) => store.Webhooks.CreateWebhookAsync(
        NewWebhook.Create("hook", receiver.Url, [new(WebhookEntity.RegisteredModel, WebhookAction.Created)], ["http"]), Cancellation);
}
