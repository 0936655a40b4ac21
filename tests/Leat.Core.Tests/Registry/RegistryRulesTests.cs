namespace Leat.Core.Tests.Registry;

public sealed class RegistryRulesTests
{
    [Theory]
    [InlineData("champion")]
    [InlineData("Prod_1-x")]
    [InlineData("vv1")]
    [InlineData("v1x")]
    [InlineData("v")]
    [InlineData("früh")]
    public void Aliases_hold_letters_digits_underscores_and_dashes(string alias) => RegistryRules.CheckNewAlias(alias);

    [Theory]
    [InlineData("", "Registered model alias name cannot be empty.")]
    [InlineData("a b", "Invalid alias name: 'a b'. Names may only contain alphanumerics, underscores (_), and dashes (-).")]
    [InlineData("a/b", "Invalid alias name: 'a/b'. Names may only contain alphanumerics, underscores (_), and dashes (-).")]
    [InlineData("é!", "Invalid alias name: 'é!'. Names may only contain alphanumerics, underscores (_), and dashes (-).")]
    [InlineData("a\n", "Invalid alias name: 'a\n'. Names may only contain alphanumerics, underscores (_), and dashes (-).")]
    [InlineData("Latest", "'latest' alias name (case insensitive) is reserved.")]
    [InlineData("v1", "Version alias name 'v1' is reserved.")]
    [InlineData("V22", "Version alias name 'V22' is reserved.")]
    public void Other_aliases_are_refused(string alias, string message) =>
        Refused.Message(() => RegistryRules.CheckNewAlias(alias)).ShouldBe(message);

    [Fact]
    public void An_alias_has_at_most_255_characters()
    {
        RegistryRules.CheckNewAlias(new string('a', 255));
        Refused.Message(() => RegistryRules.CheckNewAlias(new string('a', 256)))
            .ShouldBe("'Registered model alias name' exceeds the maximum length of 255 characters");
    }

    [Fact]
    public void A_version_is_an_integer()
    {
        RegistryRules.ParseVersion("m", "12").ShouldBe(12);
        RegistryRules.ParseVersion("m", "-1").ShouldBe(-1);
        Refused.Message(() => RegistryRules.ParseVersion("m", "x")).ShouldBe("Parameter 'version' must be an integer, got 'x'.");
        Refused.Message(() => RegistryRules.ParseVersion("m", "1.0")).ShouldBe("Parameter 'version' must be an integer, got '1.0'.");
        Refused.Message(() => RegistryRules.ParseVersion("m", "")).ShouldBe("Parameter 'version' must be an integer, got ''.");
    }

    [Fact]
    public void A_version_beyond_all_numbers_does_not_exist()
    {
        var error = Should.Throw<LeatException>(() => RegistryRules.ParseVersion("m", "99999999999999999999"));
        error.Code.ShouldBe(ErrorCode.ResourceDoesNotExist);
        error.Message.ShouldBe("Model Version (name=m, version=99999999999999999999) not found");
    }

    [Fact]
    public void A_prompt_text_over_the_limit_is_named_so() =>
        Refused.Message(() => RegistryRules.CheckTag(new Tag(PromptTags.Text, new string('a', 100_001))))
            .ShouldBe("Prompt text exceeds max length of 100000 characters.");

    [Fact]
    public void A_stage_is_known_in_any_letter_case()
    {
        ModelStages.Parse("pRODUCTION").ShouldBe(ModelStage.Production);
        Refused.Message(() => ModelStages.Parse("Bogus"))
            .ShouldBe("Invalid Model Version stage: Bogus. Value must be one of None, Staging, Production, Archived.");
    }

    [Theory]
    [InlineData(null, """[{"name": "m\n\u00fc\ud83d\ude80", "version": 3}]""")]
    [InlineData("no json", """[{"name": "m\n\u00fc\ud83d\ude80", "version": 3}]""")]
    [InlineData("{}", """[{"name": "m\n\u00fc\ud83d\ude80", "version": 3}]""")]
    [InlineData("[]", """[{"name": "m\n\u00fc\ud83d\ude80", "version": 3}]""")]
    [InlineData("""[{"name": "a", "version": 1}]""", """[{"name": "a", "version": 1}, {"name": "m\n\u00fc\ud83d\ude80", "version": 3}]""")]
    public void Versions_are_listed_as_Python_writes_them(string? before, string after) =>
        RegisteredVersionsTag.Append(before, "m\nü🚀", 3).ShouldBe(after);

    [Fact]
    public void A_long_name_is_listed_whole() =>
        RegisteredVersionsTag.Append(null, new string('n', 5_000), 1).Length.ShouldBeGreaterThan(5_000);
}
