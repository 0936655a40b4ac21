using Leat.Core;

namespace Leat.Webhooks.Tests;

public sealed class WebhookEnvironmentTests
{
    [Fact]
    public void Nothing_set_means_the_defaults() =>
        WebhookEnvironment.Read(_ => "").ShouldBeEquivalentTo(new WebhookOptions());

    [Theory]
    [InlineData("LEAT_WEBHOOK_PUBLIC_ADDRESSES_ONLY", "maybe", "'maybe' is neither true nor false.")]
    [InlineData("MLFLOW_WEBHOOK_REQUEST_MAX_RETRIES", "101", "'101' is not a whole number from 0 to 100.")]
    public void A_value_that_is_not_allowed_is_named(string variable, string value, string message) =>
        Should.Throw<LeatException>(() => WebhookEnvironment.Read(name => name == variable ? value : null))
            .Message.ShouldBe($"Invalid value for the environment variable {variable}: {message}");
}
