namespace Leat.Core.Tests.Webhooks;

public sealed class WebhookRulesTests
{
    private static readonly IReadOnlyList<string> Https = ["https"];

    [Theory]
    [InlineData("a")]
    [InlineData("W1")]
    [InlineData("my.hook_for-models")]
    [InlineData("012345678901234567890123456789012345678901234567890123456789abc")]
    public void Names_hold_letters_digits_dots_underscores_and_hyphens(string name) => WebhookRules.CheckName(name).ShouldBe(name);

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("é")]
    [InlineData("w1!")]
    [InlineData("012345678901234567890123456789012345678901234567890123456789abcd")]
    public void Other_names_are_refused(string name) =>
        Refused.Message(() => WebhookRules.CheckName(name)).ShouldStartWith($"Webhook name '{name}' is invalid.");

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("HTTPS://user:password@example.com:8443/a?b=c#d")]
    [InlineData("https://[::1]/hook")]
    [InlineData("https://münchen.example/")]
    public void Addresses_are_absolute_and_of_an_allowed_scheme(string url) => WebhookRules.CheckUrl(url, Https).ShouldBe(url);

    [Theory]
    [InlineData("", "Webhook URL cannot be empty or just whitespace.")]
    [InlineData("http://x", "Invalid webhook URL scheme: 'http'. Allowed schemes are: https.")]
    [InlineData("file:///etc/passwd", "Invalid webhook URL scheme: 'file'. Allowed schemes are: https.")]
    [InlineData("/hook", "Invalid webhook URL scheme: ''. Allowed schemes are: https.")]
    [InlineData(" https://x", "Invalid webhook URL scheme: ''. Allowed schemes are: https.")]
    [InlineData("https:hook", "Invalid webhook URL 'https:hook': it names no host that could be called.")]
    [InlineData("https://x:99999/", "Invalid webhook URL 'https://x:99999/': it names no host that could be called.")]
    public void Other_addresses_are_refused(string url, string message) =>
        Refused.Message(() => WebhookRules.CheckUrl(url, Https)).ShouldBe(message);

    [Fact]
    public void An_address_has_at_most_2048_characters()
    {
        const string host = "https://x/";
        WebhookRules.CheckUrl(host + new string('a', WebhookRules.MaxUrlLength - host.Length), Https);
        Refused.Message(() => WebhookRules.CheckUrl(host + new string('a', WebhookRules.MaxUrlLength), Https))
            .ShouldBe("'Webhook URL' exceeds the maximum length of 2048 characters");
    }

    [Fact]
    public void A_secret_that_is_refused_is_not_shown()
    {
        WebhookRules.CheckSecret(new string('s', WebhookRules.MaxSecretLength));
        Refused.Message(() => WebhookRules.CheckSecret(new string('s', WebhookRules.MaxSecretLength + 1))).ShouldNotContain("ss");
        Refused.Message(() => WebhookRules.CheckSecret("hush\0")).ShouldNotContain("hush");
    }

    [Fact]
    public void Each_entity_knows_its_own_actions()
    {
        var known = Enum.GetValues<WebhookEntity>()
            .SelectMany(entity => Enum.GetValues<WebhookAction>().Select(action => (Entity: entity, Action: action)))
            .Where(pair => IsKnown(pair.Entity, pair.Action))
            .Select(pair => new WebhookEvent(pair.Entity, pair.Action).ToString());

        known.ShouldBe(
        [
            "registered_model.created", "model_version.created", "model_version_tag.deleted", "model_version_tag.set",
            "model_version_alias.created", "model_version_alias.deleted", "prompt.created", "prompt_version.created", "prompt_tag.deleted",
            "prompt_tag.set", "prompt_version_tag.deleted", "prompt_version_tag.set", "prompt_alias.created", "prompt_alias.deleted",
        ]);
    }

    private static bool IsKnown(WebhookEntity entity, WebhookAction action)
    {
        try
        {
            WebhookEvent.Create(entity, action);
            return true;
        }
        catch (LeatException)
        {
            return false;
        }
    }
}
