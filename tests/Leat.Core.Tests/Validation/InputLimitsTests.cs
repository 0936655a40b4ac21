namespace Leat.Core.Tests.Validation;

public sealed class InputLimitsTests
{
    [Fact]
    public void Nothing_set_means_the_defaults() => Read().ShouldBe(InputLimits.Default);

    [Fact]
    public void Empty_variables_count_as_not_set() =>
        Read(("MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH", ""), ("MLFLOW_TRUNCATE_LONG_VALUES", "")).ShouldBe(InputLimits.Default);

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("yes", false)]
    public void Long_values_are_cut_or_refused(string text, bool cuts) =>
        Read(("MLFLOW_TRUNCATE_LONG_VALUES", text)).CutsLongValues.ShouldBe(cuts);

    [Theory]
    [InlineData("MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH", "many")]
    [InlineData("MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH", "0")]
    [InlineData("MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX", "(")]
    public void A_value_that_cannot_be_used_is_refused_by_name(string variable, string text) =>
        Should.Throw<LeatException>(() => Read((variable, text))).Message.ShouldStartWith(variable);

    [Fact]
    public void A_location_may_be_as_long_as_the_limit()
    {
        var limits = new InputLimits { ArtifactLocationLength = 10 };

        NewExperiment.Create("e", "0123456789", limits: limits).ArtifactLocation.ShouldBe("0123456789");
        Should.Throw<LeatException>(() => NewExperiment.Create("e", "0123456789a", limits: limits)).Message.ShouldContain("greater than 10 characters");
    }

    [Fact]
    public void Values_that_are_too_long_are_refused_where_they_are_not_cut()
    {
        var limits = new InputLimits { CutsLongValues = false };
        var param = new Param("p", new string('v', LogRules.MaxParamValueLength + 1));
        var tag = new Tag("t", new string('v', LogRules.MaxTagValueLength + 1));

        LogBatch.ForParam("r", param).Params[0].Value.Length.ShouldBe(LogRules.MaxParamValueLength);
        Should.Throw<LeatException>(() => LogBatch.ForParam("r", param, limits));
        Should.Throw<LeatException>(() => LogBatch.ForTag("r", tag, limits));
        Should.Throw<LeatException>(() => LogBatch.Create("r", parameters: [param], limits: limits));
        Should.Throw<LeatException>(() => LogBatch.Create("r", tags: [tag], limits: limits));
        Should.Throw<LeatException>(() => NewTrace.Begin("0", 0, tags: [tag], limits: limits));
    }

    [Fact]
    public void A_source_must_match_the_pattern()
    {
        var limits = Read(("MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX", "^s3:"));

        NewModelVersion.Create("m", "s3://b/m", limits: limits).Source.ShouldBe("s3://b/m");
        Should.Throw<LeatException>(() => NewModelVersion.Create("m", "gs://b/m", limits: limits)).Message.ShouldBe("Invalid model version source: 'gs://b/m'.");
    }

    private static InputLimits Read(params (string Name, string Value)[] variables) =>
        InputLimits.FromVariables(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
