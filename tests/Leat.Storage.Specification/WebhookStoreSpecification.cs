using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>The behaviour of every store with webhooks.</summary>
public abstract class WebhookStoreSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private const string Url = "https://example.com/hook?a=%20b";

    private static readonly WebhookEvent VersionCreated = new(WebhookEntity.ModelVersion, WebhookAction.Created);
    private static readonly WebhookEvent TagSet = new(WebhookEntity.ModelVersionTag, WebhookAction.Set);
    private static readonly WebhookEvent PromptAliasDeleted = new(WebhookEntity.PromptAlias, WebhookAction.Deleted);

    private IWebhookStore Webhooks => Store.Webhooks;

    [Fact]
    public async Task A_created_webhook_is_read_back_whole()
    {
        var created = await Webhooks.CreateWebhookAsync(
            NewWebhook.Create("hook", Url, [TagSet, VersionCreated, TagSet], ["https"], "tells 日本 𝄞") with
            {
                Secret = new WebhookSecret("kept 𝄞"),
                Status = WebhookStatus.Disabled,
            },
            Cancel);

        var webhook = await Webhooks.GetWebhookAsync(created.WebhookId, Cancel);

        Guid.TryParseExact(webhook.WebhookId, "D", out _).ShouldBeTrue();
        webhook.Name.ShouldBe("hook");
        webhook.Url.ShouldBe(Url);
        webhook.Description.ShouldBe("tells 日本 𝄞");
        webhook.Events.ShouldBe([TagSet, VersionCreated]);
        webhook.Status.ShouldBe(WebhookStatus.Disabled);
        webhook.Secret!.Kept.ShouldBe("kept 𝄞");
        webhook.CreationTimestampMs.ShouldBe(created.CreationTimestampMs);
        webhook.LastUpdatedTimestampMs.ShouldBe(created.CreationTimestampMs);
    }

    [Fact]
    public async Task What_is_left_out_at_creation_is_empty()
    {
        var webhook = await Webhooks.GetWebhookAsync((await NewWebhookAsync("hook")).WebhookId, Cancel);

        webhook.Description.ShouldBe("");
        webhook.Secret.ShouldBeNull();
        webhook.Status.ShouldBe(WebhookStatus.Active);
    }

    [Fact]
    public async Task Names_need_not_be_unique()
    {
        var first = await NewWebhookAsync("hook");
        var second = await NewWebhookAsync("hook");

        first.WebhookId.ShouldNotBe(second.WebhookId);
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_nothing_else()
    {
        var before = await Webhooks.CreateWebhookAsync(
            NewWebhook.Create("hook", Url, [VersionCreated], ["https"], "d") with { Secret = new WebhookSecret("s") }, Cancel);
        var other = await NewWebhookAsync("other");

        var renamed = await Webhooks.UpdateWebhookAsync(
            before.WebhookId, WebhookUpdate.Create("new", url: "", events: [], ["https"], description: ""), Cancel);
        renamed.Name.ShouldBe("new");
        (renamed.Url, renamed.Description, renamed.Secret!.Kept, renamed.Status).ShouldBe((Url, "d", "s", WebhookStatus.Active));
        renamed.Events.ShouldBe([VersionCreated]);
        renamed.CreationTimestampMs.ShouldBe(before.CreationTimestampMs);
        renamed.LastUpdatedTimestampMs.ShouldBeGreaterThan(before.LastUpdatedTimestampMs);

        var changed = await Webhooks.UpdateWebhookAsync(
            before.WebhookId,
            WebhookUpdate.Create(name: null, "https://b.example", [PromptAliasDeleted, TagSet], ["https"], "e") with
            {
                Secret = new WebhookSecret("t"),
                Status = WebhookStatus.Disabled,
            },
            Cancel);
        (changed.Name, changed.Url, changed.Description, changed.Secret!.Kept, changed.Status)
            .ShouldBe(("new", "https://b.example", "e", "t", WebhookStatus.Disabled));
        changed.Events.ShouldBe([PromptAliasDeleted, TagSet]);
        (await Webhooks.GetWebhookAsync(other.WebhookId, Cancel)).Name.ShouldBe("other");
    }

    [Fact]
    public async Task A_deleted_webhook_is_gone()
    {
        var webhook = await NewWebhookAsync("hook");
        await Webhooks.DeleteWebhookAsync(webhook.WebhookId, Cancel);

        await ShouldBeMissingAsync(webhook.WebhookId);
        (await Webhooks.ListWebhooksAsync(10, cancellationToken: Cancel)).Items.ShouldBeEmpty();
        (await Webhooks.ListActiveWebhooksAsync(Cancel)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("no such id")]
    [InlineData("")]
    [InlineData("5d6ee2b8-1a41-4ec1-9c5e-9b8ad3c4b0d1")]
    [InlineData("'; DROP TABLE webhooks; --")]
    public Task What_is_not_there_does_not_exist(string id) => ShouldBeMissingAsync(id);

    [Fact]
    public async Task Lists_are_newest_first_and_come_in_pages()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
            ids.Insert(0, (await NewWebhookAsync($"hook-{i}")).WebhookId);

        var listed = new List<string>();
        string? token = null;
        var pages = 0;
        do
        {
            var page = await Webhooks.ListWebhooksAsync(2, token, Cancel);
            page.Items.Count.ShouldBeLessThanOrEqualTo(2);
            listed.AddRange(page.Items.Select(webhook => webhook.WebhookId));
            token = page.NextPageToken;
            pages++;
        }
        while (token is not null);

        listed.ShouldBe(ids);
        pages.ShouldBe(3);
        (await Webhooks.ListWebhooksAsync(5, cancellationToken: Cancel)).NextPageToken.ShouldBeNull("nothing follows");
    }

    [Fact]
    public async Task A_page_size_or_token_that_is_not_allowed_is_refused()
    {
        foreach (var size in (long[])[0, -1, 1_001])
            await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Webhooks.ListWebhooksAsync(size, cancellationToken: Cancel));
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Webhooks.ListWebhooksAsync(1, "x", Cancel));
    }

    [Fact]
    public async Task Only_active_webhooks_are_called()
    {
        var first = await NewWebhookAsync("first");
        var silent = await NewWebhookAsync("silent");
        var last = await NewWebhookAsync("last");
        await Webhooks.UpdateWebhookAsync(silent.WebhookId, NoChange with { Status = WebhookStatus.Disabled }, Cancel);

        (await Webhooks.ListActiveWebhooksAsync(Cancel)).Select(webhook => webhook.WebhookId).ShouldBe([first.WebhookId, last.WebhookId]);

        await Webhooks.UpdateWebhookAsync(silent.WebhookId, NoChange with { Status = WebhookStatus.Active }, Cancel);
        (await Webhooks.ListActiveWebhooksAsync(Cancel)).Count.ShouldBe(3);
    }

    private static WebhookUpdate NoChange => WebhookUpdate.Create(name: null, url: null, events: null, []);

    private Task<Webhook> NewWebhookAsync(string name) =>
        Webhooks.CreateWebhookAsync(NewWebhook.Create(name, Url, [VersionCreated], ["https"]), Cancel);

    private async Task ShouldBeMissingAsync(string id)
    {
        var message = $"Webhook with ID {id} not found.";
        foreach (var call in (Func<Task>[])
        [
            () => Webhooks.GetWebhookAsync(id, Cancel),
            () => Webhooks.UpdateWebhookAsync(id, NoChange, Cancel),
            () => Webhooks.DeleteWebhookAsync(id, Cancel),
        ])
            (await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, call)).Message.ShouldBe(message);
    }
}
