namespace Leat.Core.Tests.Experiments;

public sealed class NewExperimentTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("/Users/a b")]
    [InlineData("it's \"quoted\" 100%\\\t?q=1#f")]
    [InlineData("実験-été-🚀")]
    public void Any_text_is_a_name(string name) => NewExperiment.Create(name).Name.ShouldBe(name);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_name_is_needed(string? name) =>
        Refused.Message(() => NewExperiment.Create(name)).ShouldBe("Invalid experiment name: ''");

    [Fact]
    public void A_name_has_at_most_500_characters()
    {
        NewExperiment.Create(string.Concat(Enumerable.Repeat("🚀", 500))).Name.Length.ShouldBe(1_000);
        Refused.Message(() => NewExperiment.Create(new string('n', 501))).ShouldBe("'name' exceeds the maximum length of 500 characters");
    }

    [Fact]
    public void Tags_have_limits_and_the_last_of_a_key_counts()
    {
        NewExperiment.Create("a", tags: [new Tag("k", "1"), new Tag("k", "2")]).Tags.ShouldBe([new Tag("k", "2")]);
        NewExperiment.Create("a", tags: [new Tag(new string('k', 250), new string('v', 20_000))]).Tags.Count.ShouldBe(1);
        TagMessage(new string('k', 251), "v").ShouldBe("'key' exceeds the maximum length of 250 characters");
        TagMessage("k", new string('v', 20_001)).ShouldBe("'value' exceeds the maximum length of 20000 characters");
        TagMessage("k", "\0").ShouldContain("'value'");
    }

    [Fact]
    public void Tag_keys_are_free_at_creation_and_checked_when_set()
    {
        NewExperiment.Create("a", tags: [new Tag("../a*b", "v")]).Tags.Count.ShouldBe(1);
        ExperimentRules.CheckSetTag(new Tag("a b/c.d-e_f:g", "v"));
        Refused.Message(() => ExperimentRules.CheckSetTag(new Tag("../a", "v"))).ShouldEndWith("This name would resolve to '../a'");
        Refused.Message(() => ExperimentRules.CheckSetTag(new Tag("a*b", "v"))).ShouldStartWith("Invalid value \"a*b\" for parameter 'key' supplied");
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("/data/x", "/data/x")]
    [InlineData("s3://bucket/a;b", "s3://bucket/a;b")]
    [InlineData("file:///a;b/c", "file:///a;b/c")]
    [InlineData("https://host/a;b/c?x=1", "https://host/a;b/c?x=1")]
    public void A_location_is_kept_as_it_was_given(string? location, string? kept) =>
        NewExperiment.Create("a", location).ArtifactLocation.ShouldBe(kept);

    [Theory]
    [InlineData("s3://bucket/a#f")]
    [InlineData("https://host/a;p")]
    [InlineData("/plain/path;p")]
    public void Fragments_and_params_are_refused(string location) =>
        Refused.Message(() => NewExperiment.Create("a", location)).ShouldBe("'artifact_location' URL can't include fragments or params.");

    [Fact]
    public void A_location_where_no_run_could_keep_files_is_refused() =>
        Refused.Message(() => NewExperiment.Create("a", "mlflow-artifacts://5000/x")).ShouldBe(
            "Invalid artifact location: 'mlflow-artifacts://5000/x' has a port but no host: write "
            + "'mlflow-artifacts://<host>:<port>/<path>', or 'mlflow-artifacts:/<path>' for this server.");

    [Fact]
    public void A_query_may_not_climb() =>
        Refused.Message(() => NewExperiment.Create("a", "s3://bucket/a?x=../../b")).ShouldBe("Invalid query string");

    [Fact]
    public void A_location_has_at_most_2048_characters()
    {
        NewExperiment.Create("a", new string('x', 2_048)).ArtifactLocation!.Length.ShouldBe(2_048);
        Refused.Message(() => NewExperiment.Create("a", new string('x', 2_049))).ShouldStartWith(
            "Invalid artifact path length. The length of the artifact path cannot be greater than 2048 characters. ");
    }

    private static string TagMessage(string key, string value) =>
        Refused.Message(() => NewExperiment.Create("a", tags: [new Tag(key, value)]));
}
