namespace Leat.Core.Tests.Registry;

public sealed class ModelUriTests
{
    [Fact]
    public void It_names_a_logged_model_or_a_version()
    {
        ModelUri.Parse("models:/m-0123").ModelId.ShouldBe("m-0123");
        ModelUri.Parse("models:/a b/12").ShouldSatisfyAllConditions(
            uri => uri.Name.ShouldBe("a b"), uri => uri.Version.ShouldBe(12), uri => uri.ModelId.ShouldBeNull());
        ModelUri.Parse("models:/m/staging").Stage.ShouldBe(ModelStage.Staging);
        ModelUri.Parse("models:/m/LATEST").IsLatest.ShouldBeTrue();
        ModelUri.Parse("models:/a@b@champion").ShouldSatisfyAllConditions(
            uri => uri.Name.ShouldBe("a@b"), uri => uri.Alias.ShouldBe("champion"));
    }

    [Theory]
    [InlineData("models:m/1")]
    [InlineData("models:/")]
    [InlineData("models://m/1")]
    [InlineData("models:/m/1/x")]
    [InlineData("models:/m/")]
    [InlineData("models:/ /1")]
    [InlineData("models:/m/bogus")]
    [InlineData("models:/m/99999999999999999999")]
    [InlineData("models:/m@")]
    [InlineData("models:/@a")]
    [InlineData("runs:/m/1")]
    public void Other_forms_are_refused(string uri) =>
        Refused.Message(() => ModelUri.Parse(uri)).ShouldStartWith($"Not a proper models:/ URI: {uri}. ");
}
