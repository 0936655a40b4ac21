using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Leat.Server.Tests.Hosting;
using Leat.Webhooks;

namespace Leat.Server.Tests.Webhooks;

public sealed class WebhookCallsTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private const string Base = "/api/2.0/mlflow/webhooks";
    private const string Secret = "a secret that nobody may see";
    private const string Key = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";

    private RunningServer Server => fixture.Server;

    [Theory]
    [InlineData("\"name\":\"w1!\"", "Webhook name 'w1!' is invalid. It must start and end with a letter or digit, be less than 63 characters long, "
        + "and contain only letters, digits, dots (.), underscores (_), and hyphens (-).")]
    [InlineData("\"url\":\"http://x.com\"", "Invalid webhook URL scheme: 'http'. Allowed schemes are: https.")]
    [InlineData("\"url\":\"  \"", "Webhook URL cannot be empty or just whitespace.")]
    [InlineData("\"url\":\"example.com/hook\"", "Invalid webhook URL scheme: ''. Allowed schemes are: https.")]
    [InlineData("\"url\":\"https:///hook\"", "it names no host that could be called")]
    [InlineData("\"events\":[]", "at least one event")]
    [InlineData("\"events\":null", "Missing value for required parameter 'events'.")]
    [InlineData("\"events\":[{\"entity\":\"MODEL_VERSION\",\"action\":\"DELETED\"}]",
        "Invalid action 'deleted' for entity 'model_version'. Valid actions are: ['created']")]
    [InlineData("\"events\":[{\"entity\":\"PROMPT_TAG\",\"action\":\"UPDATED\"}]",
        "Invalid action 'updated' for entity 'prompt_tag'. Valid actions are: ['set', 'deleted']")]
    [InlineData("\"events\":[{\"entity\":\"MODEL_VERSION\"}]", "Missing value for required parameter 'events[0].action'.")]
    [InlineData("\"events\":[{\"entity\":\"BOGUS\",\"action\":\"SET\"}]", "for parameter 'events[0].entity' supplied")]
    [InlineData("\"status\":\"BOGUS\"", "for parameter 'status' supplied")]
    [InlineData("\"secret\":\"\\u0000\"", "The secret of a webhook cannot hold NUL characters")]
    public async Task Invalid_values_are_refused(string field, string message)
    {
        var body = JsonNode.Parse("""{"name":"w","url":"https://x.com","events":[{"entity":"MODEL_VERSION","action":"CREATED"}]}""")!.AsObject();
        foreach (var (name, value) in JsonNode.Parse($"{{{field}}}")!.AsObject())
            body[name] = value?.DeepClone();

        await (await Server.PostAsync(Base, body.ToJsonString()))
            .ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", message);
    }

    [Fact]
    public async Task The_twin_below_ajax_api_lists_page_by_page()
    {
        for (var i = 0; i < 3; i++)
            await Server.CallAsync("webhooks", """{"name":"w","url":"https://x.com","events":[{"entity":2,"action":"1"}]}""");

        var page = await (await Server.GetAsync("/ajax-api/2.0/mlflow/webhooks?max_results=1")).ShouldBeJsonAsync(HttpStatusCode.OK);

        page["webhooks"]!.AsArray().Count.ShouldBe(1);
        page["next_page_token"]!.GetValue<string>().ShouldBe("eyJvZmZzZXQiOiAxfQ==");
    }

    [Fact]
    public async Task A_test_tells_what_the_address_answered()
    {
        await using var receiver = await HookReceiver.StartAsync(async (number, context) =>
        {
            context.Response.StatusCode = number == 1 ? 202 : 404;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("ünder way"));
        });
        await using var server = await WebhookServer.StartAsync();
        var id = await server.SubscribeAsync(receiver.Url, "MODEL_VERSION_TAG.SET MODEL_VERSION.CREATED", Secret);
        await server.ChangeAsync(id, """{"status":"DISABLED"}""");

        var good = await server.Server.CallAsync($"webhooks/{id}/test", "{}");
        good.ToJsonString().ShouldBe("""{"result":{"success":true,"response_status":202,"response_body":"\u00FCnder way"}}""");
        var bad = await server.Server.CallAsync($"webhooks/{id}/test", """{"event":{"entity":"PROMPT_VERSION","action":"CREATED"}}""");
        bad["result"]!["success"]!.GetValue<bool>().ShouldBeFalse();
        bad["result"]!["response_status"]!.GetValue<int>().ShouldBe(404);

        var first = await receiver.NextAsync();
        first.Event.ShouldBe("model_version_tag.set");
        first.Json["data"]!.ToJsonString().ShouldBe("""{"name":"example_model","version":"1","key":"example_key","value":"example_value"}""");
        first.Signature.ShouldBe(first.ExpectedSignature(Secret));
        var second = await receiver.NextAsync();
        second.Event.ShouldBe("prompt_version.created");
        second.Json["data"]!["tags"]!.ToJsonString().ShouldBe("""{"example_key":"example_value"}""");
    }

    [Fact]
    public async Task Every_event_has_an_example()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var server = await WebhookServer.StartAsync();
        var id = await server.SubscribeAsync(receiver.Url);
        string[] events =
        [
            "REGISTERED_MODEL.CREATED", "MODEL_VERSION.CREATED", "MODEL_VERSION_TAG.SET", "MODEL_VERSION_TAG.DELETED",
            "MODEL_VERSION_ALIAS.CREATED", "MODEL_VERSION_ALIAS.DELETED", "PROMPT.CREATED", "PROMPT_VERSION.CREATED", "PROMPT_TAG.SET",
            "PROMPT_TAG.DELETED", "PROMPT_VERSION_TAG.SET", "PROMPT_VERSION_TAG.DELETED", "PROMPT_ALIAS.CREATED", "PROMPT_ALIAS.DELETED",
        ];

        foreach (var e in events)
        {
            await server.Server.CallAsync(
                $"webhooks/{id}/test", $$$"""{"event":{"entity":"{{{e.Split('.')[0]}}}","action":"{{{e.Split('.')[1]}}}"}}""");
            var hook = await receiver.NextAsync();
            hook.Event.ShouldBe(e, StringCompareShould.IgnoreCase);
            hook.Json["data"]!["name"]!.GetValue<string>().ShouldBe(e.StartsWith("PROMPT", StringComparison.Ordinal) ? "example_prompt" : "example_model");
        }
    }

    [Fact]
    public async Task Nobody_gets_to_see_a_secret()
    {
        WebhookSecretKey.TryParse(Key, out var key).ShouldBeTrue();
        await using var receiver = await HookReceiver.StartAsync();
        await using var server = await WebhookServer.StartAsync(WebhookServer.Options with { SecretKey = key });
        var id = await server.SubscribeAsync(receiver.Url, secret: Secret);
        await server.ChangeAsync(id, """{"description":"d"}""");
        await server.NewModelAsync("m");

        var hook = await receiver.NextAsync();
        hook.Signature.ShouldBe(hook.ExpectedSignature(Secret));
        foreach (var call in (string[])["webhooks", $"webhooks/{id}"])
            (await server.Server.QueryAsync(call)).ToJsonString().ShouldNotContain("secret");
        server.StoredBytes().AsSpan().IndexOf("hook"u8).ShouldBePositive();
        server.StoredBytes().AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)).ShouldBe(-1);
        foreach (var entry in server.Server.Log.FromLeat)
            entry.Message.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task Addresses_that_are_not_public_can_be_refused()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var server = await WebhookServer.StartAsync(WebhookServer.Options with { PublicAddressesOnly = true });
        foreach (var url in (string[])[receiver.Url, receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)])
        {
            var id = await server.SubscribeAsync(url);
            var result = (await server.Server.CallAsync($"webhooks/{id}/test", "{}"))["result"]!;
            result["success"]!.GetValue<bool>().ShouldBeFalse();
            result["error_message"]!.GetValue<string>().ShouldContain("no public address");
        }

        receiver.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_failed_test_delivery_is_reported_without_a_stack_trace()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var server = await WebhookServer.StartAsync();
        foreach (var url in (string[])
        [
            "https://127.0.0.1:9/none",
            "http://no.such.host.invalid/",
            receiver.Url.Replace("http:", "https:", StringComparison.Ordinal),
        ])
        {
            var id = await server.SubscribeAsync(url);
            var result = (await server.Server.CallAsync($"webhooks/{id}/test", "{}"))["result"]!.AsObject();
            result.Select(field => field.Key).ShouldBe(["success", "error_message"]);
            var message = result["error_message"]!.GetValue<string>();
            message.ShouldStartWith("Failed to test webhook: ");
            message.ShouldNotContain("   at ");
            message.ShouldNotContain("Exception");
        }
    }
}
