using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Leat.Core;

namespace Leat.Server.Tests.Webhooks;

public sealed class WebhookDeliveryTests
{
    private const string AllModelEvents =
        "REGISTERED_MODEL.CREATED MODEL_VERSION.CREATED MODEL_VERSION_TAG.SET MODEL_VERSION_TAG.DELETED "
        + "MODEL_VERSION_ALIAS.CREATED MODEL_VERSION_ALIAS.DELETED";

    private const string AllPromptEvents =
        "PROMPT.CREATED PROMPT_VERSION.CREATED PROMPT_TAG.SET PROMPT_TAG.DELETED PROMPT_VERSION_TAG.SET PROMPT_VERSION_TAG.DELETED "
        + "PROMPT_ALIAS.CREATED PROMPT_ALIAS.DELETED";

    [Fact]
    public async Task Each_change_of_a_model_is_told()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var server = await WebhookServer.StartAsync();
        await server.SubscribeAsync(receiver.Url, $"{AllModelEvents} {AllPromptEvents}");

        await server.Server.CallAsync("registered-models/create", """{"name":"é","tags":[{"key":"a","value":"1"}],"description":"d"}""");
        await ShouldComeAsync(receiver, "registered_model.created", """{"name":"é","tags":{"a":"1"},"description":"d"}""");
        await server.Server.CallAsync(
            "model-versions/create", """{"name":"é","source":"s3://b/m","run_id":"r","tags":[{"key":"b","value":"2"}],"description":"v"}""");
        await ShouldComeAsync(
            receiver,
            "model_version.created",
            """{"name":"é","version":"1","source":"s3://b/m","run_id":"r","tags":{"b":"2"},"description":"v"}""");
        await server.Server.CallAsync("model-versions/create", """{"name":"é","source":"s3://b/m"}""");
        await ShouldComeAsync(
            receiver,
            "model_version.created",
            """{"name":"é","version":"2","source":"s3://b/m","run_id":null,"tags":{},"description":null}""");

        // There is no event for tags of a model.
        await server.Server.CallAsync("registered-models/set-tag", """{"name":"é","key":"k","value":"v"}""");
        await server.Server.CallAsync("model-versions/set-tag", """{"name":"é","version":"2","key":"k","value":"v"}""");
        await ShouldComeAsync(receiver, "model_version_tag.set", """{"name":"é","version":"2","key":"k","value":"v"}""");
        await server.SendAsync(HttpMethod.Delete, "model-versions/delete-tag", """{"name":"é","version":"2","key":"k"}""");
        await ShouldComeAsync(receiver, "model_version_tag.deleted", """{"name":"é","version":"2","key":"k"}""");
        await server.Server.CallAsync("registered-models/alias", """{"name":"é","alias":"best","version":"2"}""");
        await ShouldComeAsync(receiver, "model_version_alias.created", """{"name":"é","alias":"best","version":"2"}""");
        await server.SendAsync(HttpMethod.Delete, "registered-models/alias", """{"name":"é","alias":"best"}""");
        await ShouldComeAsync(receiver, "model_version_alias.deleted", """{"name":"é","alias":"best"}""");
        receiver.Count.ShouldBe(7);
    }

    [Fact]
    public async Task A_change_is_told_to_the_webhooks_of_its_workspace_only()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var server = await WebhookServer.StartAsync(withWorkspaces: true);
        await server.Store.Workspaces.CreateWorkspaceAsync(new Workspace("team-a", null, null), TestContext.Current.CancellationToken);
        server.Server.Client.DefaultRequestHeaders.Add("X-MLFLOW-WORKSPACE", "team-a");
        await server.SubscribeAsync(receiver.Url, "REGISTERED_MODEL.CREATED PROMPT.CREATED");

        server.Server.Client.DefaultRequestHeaders.Remove("X-MLFLOW-WORKSPACE");
        await server.NewModelAsync("of default");
        server.Server.Client.DefaultRequestHeaders.Add("X-MLFLOW-WORKSPACE", "team-a");
        await server.NewModelAsync("of a");

        var hook = await receiver.NextAsync();
        hook.Json["data"]!["name"]!.GetValue<string>().ShouldBe("of a");
        hook.Json["workspace"]!.GetValue<string>().ShouldBe("team-a");
        receiver.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Each_change_of_a_prompt_is_told_as_one()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var server = await WebhookServer.StartAsync();
        await server.SubscribeAsync(receiver.Url, $"{AllModelEvents} {AllPromptEvents}");
        const string isPrompt = """{"key":"mlflow.prompt.is_prompt","value":"true"},{"key":"_mlflow_prompt_type","value":"text"}""";

        await server.Server.CallAsync("registered-models/create", $$"""{"name":"p","tags":[{{isPrompt}},{"key":"a","value":"1"}]}""");
        await ShouldComeAsync(receiver, "prompt.created", """{"name":"p","tags":{"a":"1"},"description":""}""");
        await server.Server.CallAsync(
            "model-versions/create",
            $$"""{"name":"p","source":"x","tags":[{{isPrompt}},{"key":"mlflow.prompt.text","value":"Hi {{"{{n}}"}}"},{"key":"b","value":"2"}],"description":"v"}""");
        await ShouldComeAsync(
            receiver,
            "prompt_version.created",
            """{"name":"p","version":"1","template":"Hi {{n}}","tags":{"b":"2"},"description":"v"}""");
        await server.Server.CallAsync("registered-models/set-tag", """{"name":"p","key":"k","value":"v"}""");
        await ShouldComeAsync(receiver, "prompt_tag.set", """{"name":"p","key":"k","value":"v"}""");
        await server.SendAsync(HttpMethod.Delete, "registered-models/delete-tag", """{"name":"p","key":"k"}""");
        await ShouldComeAsync(receiver, "prompt_tag.deleted", """{"name":"p","key":"k"}""");
        await server.Server.CallAsync("model-versions/set-tag", """{"name":"p","version":"1","key":"k","value":"v"}""");
        await ShouldComeAsync(receiver, "prompt_version_tag.set", """{"name":"p","version":"1","key":"k","value":"v"}""");
        await server.SendAsync(HttpMethod.Delete, "model-versions/delete-tag", """{"name":"p","version":"1","key":"k"}""");
        await ShouldComeAsync(receiver, "prompt_version_tag.deleted", """{"name":"p","version":"1","key":"k"}""");
        await server.Server.CallAsync("registered-models/alias", """{"name":"p","alias":"best","version":"1"}""");
        await ShouldComeAsync(receiver, "prompt_alias.created", """{"name":"p","alias":"best","version":"1"}""");
        await server.SendAsync(HttpMethod.Delete, "registered-models/alias", """{"name":"p","alias":"best"}""");
        await ShouldComeAsync(receiver, "prompt_alias.deleted", """{"name":"p","alias":"best"}""");
    }

    [Fact]
    public async Task What_is_sent_is_json_signed_with_the_secret()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var server = await WebhookServer.StartAsync();
        await server.SubscribeAsync(receiver.Url, secret: "hüsh");
        var before = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());

        await server.NewModelAsync("m");

        var hook = await receiver.NextAsync();
        hook.Method.ShouldBe("POST");
        hook.Headers["Content-Type"].ShouldBe("application/json");
        Guid.TryParseExact(hook.DeliveryId, "D", out _).ShouldBeTrue();
        hook.Signature.ShouldBe(hook.ExpectedSignature("hüsh"));
        hook.Json.Select(field => field.Key).ShouldBe(["entity", "action", "timestamp", "data"]);
        DateTimeOffset.Parse(hook.Json["timestamp"]!.GetValue<string>(), CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(before);
        hook.Json["timestamp"]!.GetValue<string>().ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$");
        long.Parse(hook.Headers["X-MLflow-Timestamp"], CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(before.ToUnixTimeSeconds());
        hook.Body.ShouldAllBe(value => value < 0x80);
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_signed()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var server = await WebhookServer.StartAsync();
        await server.SubscribeAsync(receiver.Url);

        await server.NewModelAsync("m");

        (await receiver.NextAsync()).Signature.ShouldBeNull();
    }

    [Fact]
    public async Task A_receiver_that_is_busy_is_asked_again_with_the_same_request()
    {
        await using var receiver = await HookReceiver.StartAsync((number, context) =>
        {
            context.Response.StatusCode = number switch { 1 => 503, 2 => 429, _ => 200 };
            return Task.CompletedTask;
        });
        await using var server = await WebhookServer.StartAsync();
        await server.SubscribeAsync(receiver.Url, secret: "s");

        await server.NewModelAsync("m");

        var first = await receiver.NextAsync();
        foreach (var again in (ReceivedHook[])[await receiver.NextAsync(), await receiver.NextAsync()])
            (again.DeliveryId, again.Signature, Encoding.UTF8.GetString(again.Body)).ShouldBe(
                (first.DeliveryId, first.Signature, Encoding.UTF8.GetString(first.Body)));
        await server.Server.Log.WhenLoggedAsync(20);
        receiver.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Retry_after_counts_instead_of_the_growing_wait()
    {
        await using var receiver = await HookReceiver.StartAsync((number, context) =>
        {
            context.Response.StatusCode = number == 1 ? 503 : 200;
            context.Response.Headers.RetryAfter = "0";
            return Task.CompletedTask;
        });
        await using var server = await WebhookServer.StartAsync(WebhookServer.Options with { RetryDelay = TimeSpan.FromHours(1) });
        await server.SubscribeAsync(receiver.Url);

        await server.NewModelAsync("m");

        await receiver.NextAsync();
        await receiver.NextAsync();
    }

    [Theory]
    [InlineData(400, 1)]
    [InlineData(404, 1)]
    [InlineData(501, 1)]
    [InlineData(302, 1)]
    [InlineData(500, 3)]
    [InlineData(504, 3)]
    public async Task Only_some_refusals_are_retried_and_not_forever(int status, int requests)
    {
        await using var receiver = await HookReceiver.StartAsync((number, context) =>
        {
            context.Response.StatusCode = number <= requests ? status : 200;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });
        await using var server = await WebhookServer.StartAsync(WebhookServer.Options with { MaxRetries = 2 });
        await server.SubscribeAsync(receiver.Url);

        await server.NewModelAsync("first");
        await server.NewModelAsync("second");

        var names = new List<string>();
        while (names.LastOrDefault() != "second")
            names.Add((await receiver.NextAsync()).Json["data"]!["name"]!.GetValue<string>());
        names.Count.ShouldBe(requests + 1);
    }

    [Fact]
    public async Task A_webhook_that_is_disabled_or_deleted_is_silent_at_once()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var silent = await HookReceiver.StartAsync();
        await using var server = await WebhookServer.StartAsync();
        await server.SubscribeAsync(receiver.Url);
        var disabled = await server.SubscribeAsync(silent.Url);
        var deleted = await server.SubscribeAsync(silent.Url);
        await server.NewModelAsync("before");
        await receiver.NextAsync();
        await silent.NextAsync();
        await silent.NextAsync();

        await server.ChangeAsync(disabled, """{"status":"DISABLED"}""");
        await server.SendAsync(HttpMethod.Delete, "webhooks/" + deleted, "{}");
        await server.NewModelAsync("after");
        await receiver.NextAsync();

        // The next delivery shows that nothing was sent before it.
        await server.ChangeAsync(disabled, """{"status":"ACTIVE"}""");
        await server.NewModelAsync("again");
        (await silent.NextAsync()).Json["data"]!["name"]!.GetValue<string>().ShouldBe("again");
    }

    [Fact]
    public async Task Events_that_are_not_subscribed_to_are_not_sent()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var server = await WebhookServer.StartAsync();
        await server.SubscribeAsync(receiver.Url, "MODEL_VERSION.CREATED");

        await server.NewModelAsync("m");
        await server.Server.CallAsync("model-versions/create", """{"name":"m","source":"s3://b/m"}""");

        (await receiver.NextAsync()).Event.ShouldBe("model_version.created");
    }

    [Fact]
    public async Task Calls_that_fail_are_not_told()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var server = await WebhookServer.StartAsync();
        await server.SubscribeAsync(receiver.Url);
        await server.NewModelAsync("m");
        await receiver.NextAsync();

        (await server.Server.PostAsync("/api/2.0/mlflow/registered-models/create", """{"name":"m"}""")).IsSuccessStatusCode.ShouldBeFalse();
        await server.NewModelAsync("n");

        (await receiver.NextAsync()).Json["data"]!["name"]!.GetValue<string>().ShouldBe("n");
    }

    [Fact]
    public async Task A_dead_receiver_slows_neither_the_registry_nor_other_receivers()
    {
        const int models = 40;
        await using var dead = await HookReceiver.StartAsync((_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var receiver = await HookReceiver.StartAsync();
        await using var server = await WebhookServer.StartAsync();
        await server.SubscribeAsync(dead.Url);
        await server.SubscribeAsync("http://127.0.0.1:9/nobody");
        await server.SubscribeAsync(receiver.Url);

        var watch = Stopwatch.StartNew();
        for (var i = 0; i < models; i++)
            await server.NewModelAsync($"m-{i}");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), "one wait for the dead receiver would take a minute");

        for (var i = 0; i < models; i++)
            (await receiver.NextAsync()).Json["data"]!["name"]!.GetValue<string>().ShouldBe($"m-{i}", "in their order");
        dead.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Stopping_the_server_ends_deliveries_within_a_moment()
    {
        await using var dead = await HookReceiver.StartAsync((_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var server = await WebhookServer.StartAsync();
        await server.SubscribeAsync(dead.Url);
        for (var i = 0; i < 3; i++)
            await server.NewModelAsync($"m-{i}");
        await dead.NextAsync();

        var watch = Stopwatch.StartNew();
        await server.DisposeAsync();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        server.Server.Log.FromLeat.Single(entry => entry.EventId == 22).Message.ShouldContain("Did not deliver 3 events");
    }

    [Fact]
    public async Task Answers_do_not_come_too_late()
    {
        await using var dead = await HookReceiver.StartAsync((_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var server = await WebhookServer.StartAsync(
            WebhookServer.Options with { RequestTimeout = TimeSpan.FromMilliseconds(50), MaxRetries = 1 });
        await server.SubscribeAsync(dead.Url);

        await server.NewModelAsync("m");

        await dead.NextAsync();
        await dead.NextAsync();
        await server.Server.Log.WhenLoggedAsync(21);
        server.Server.Log.FromLeat.Single(entry => entry.EventId == 21).Message.ShouldContain("in 2 attempts");
    }

    [Fact]
    public async Task A_webhook_whose_secret_cannot_be_read_is_not_called()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var server = await WebhookServer.StartAsync();
        await CreateInStoreAsync(server, receiver.Url, new WebhookSecret("fernet:of another key"));

        await server.NewModelAsync("m");

        await server.Server.Log.WhenLoggedAsync(21);
        server.Server.Log.FromLeat.Single(entry => entry.EventId == 21).Message.ShouldContain("under another encryption key");
        receiver.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_webhook_of_another_server_counts_when_the_list_is_read_again()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var server = await WebhookServer.StartAsync(WebhookServer.Options with { CacheLifetime = TimeSpan.Zero });
        await server.NewModelAsync("before");
        await CreateInStoreAsync(server, receiver.Url, secret: null);

        await server.NewModelAsync("after");

        // For the first change, the list may have been read after the webhook was created.
        var hook = await receiver.NextAsync();
        if (hook.Json["data"]!["name"]!.GetValue<string>() == "before")
            hook = await receiver.NextAsync();
        hook.Json["data"]!["name"]!.GetValue<string>().ShouldBe("after");
    }

    private static Task<Webhook> CreateInStoreAsync(WebhookServer server, string url, WebhookSecret? secret) =>
        server.Store.Webhooks.CreateWebhookAsync(
            NewWebhook.Create("hook", url, [new(WebhookEntity.RegisteredModel, WebhookAction.Created)], ["http"]) with { Secret = secret },
            TestContext.Current.CancellationToken);

    private static async Task ShouldComeAsync(HookReceiver receiver, string e, string data)
    {
        var hook = await receiver.NextAsync();
        hook.Event.ShouldBe(e);
        JsonNode.DeepEquals(hook.Json["data"], JsonNode.Parse(data)).ShouldBeTrue($"{hook.Json["data"]!.ToJsonString()} is not {data}");
    }
}
