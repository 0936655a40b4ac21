namespace Leat.Core.Tests.Runs;

public sealed class NewRunTests
{
    [Fact]
    public void A_name_becomes_a_tag_too()
    {
        var run = NewRun.Create("1", "first", "alice", 5, [new Tag("k", "v")]);
        run.RunName.ShouldBe("first");
        run.UserId.ShouldBe("alice");
        run.StartTimeMs.ShouldBe(5);
        run.Tags.ShouldBe([new Tag("k", "v"), new Tag("mlflow.runName", "first")]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void The_tag_may_give_the_name(string? runName)
    {
        var run = NewRun.Create("1", runName, tags: [new Tag("mlflow.runName", "tagged"), new Tag("k", "v")]);
        run.RunName.ShouldBe("tagged");
        run.Tags.ShouldBe([new Tag("k", "v"), new Tag("mlflow.runName", "tagged")], ignoreOrder: true);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_name_one_is_drawn(string? tagValue)
    {
        var run = NewRun.Create("1", tags: tagValue is null ? null : [new Tag("mlflow.runName", tagValue)]);
        run.RunName.ShouldNotBeEmpty();
        run.Tags.ShouldBe([new Tag("mlflow.runName", run.RunName)]);
    }

    [Fact]
    public void Repeating_a_name_is_not_a_conflict() =>
        NewRun.Create("1", "a", tags: [new Tag("mlflow.runName", "a")]).Tags.ShouldBe([new Tag("mlflow.runName", "a")]);

    [Fact]
    public void Two_names_are_refused() =>
        Refused.Message(() => NewRun.Create("1", "a", tags: [new Tag("mlflow.runName", "b")])).ShouldBe(
            "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values "
            + "(run_name='a', mlflow.runName='b').");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void An_experiment_must_be_named(string? experimentId) =>
        Refused.Message(() => NewRun.Create(experimentId)).ShouldBe("Missing value for required parameter 'experiment_id'.");

    [Fact]
    public void A_tag_key_given_twice_is_refused() =>
        Refused.Message(() => NewRun.Create("1", tags: [new Tag("k", "1"), new Tag("k", "1")])).ShouldStartWith("The tag key 'k' was given twice.");

    [Fact]
    public void Tag_keys_may_hold_any_character_when_a_run_is_created() =>
        NewRun.Create("1", "r", tags: [new Tag("../odd key!", "v")]).Tags.ShouldContain(new Tag("../odd key!", "v"));

    [Fact]
    public void What_cannot_be_stored_is_refused()
    {
        Refused.Message(() => NewRun.Create("1", "a\0")).ShouldContain("'run_name'");
        Refused.Message(() => NewRun.Create("1", "a", userId: "\ud800")).ShouldContain("'user_id'");
        Refused.Message(() => NewRun.Create("1", tags: [new Tag("k\0", "v")])).ShouldContain("'tags.key'");
        Refused.Message(() => NewRun.Create("1", tags: [new Tag("k", "\ud800")])).ShouldContain("'tags.value'");
    }
}
