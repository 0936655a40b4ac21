namespace Leat.Core.Tests.Registry;

public sealed class VersionSourceRulesTests
{
    [Theory]
    [InlineData("s3://bucket/path/model")]
    [InlineData("s3://bucket/a..b/c")]
    [InlineData("mlflow-artifacts:/1/abc/artifacts/model")]
    [InlineData("http://host:1/api/2.0/mlflow-artifacts/artifacts/1/x")]
    [InlineData("models:/m-0123/")]
    [InlineData("models:/name@alias")]
    [InlineData("runs:/abc/model")]
    [InlineData("s3://bucket/100%/x")]
    [InlineData("s3://bucket//x")]
    public void A_plain_absolute_source_is_accepted(string source) => VersionSourceRules.Check(source, InputLimits.Default);

    [Theory]
    [InlineData("mlflow-artifacts:/1/../../etc")]
    [InlineData("s3://bucket/a/../b")]
    [InlineData("http://h/api/2.0/mlflow-artifacts/artifacts/../../etc")]
    [InlineData("mlflow-artifacts://h/..%2f..%2fetc")]
    [InlineData("s3://b/%2e%2e/x")]
    [InlineData("mlflow-artifacts://h/..%252f..%252fetc")]
    [InlineData(@"mlflow-artifacts:/1/..\..\etc")]
    [InlineData("s3://b/x%00")]
    [InlineData("s3://b/a/./b")]
    [InlineData("s3://b/%c0%ae%c0%ae/x")]
    [InlineData("s3://..")]
    [InlineData("s3:relative")]
    [InlineData("s3://bucket")]
    public void Dots_however_encoded_and_relative_paths_are_refused(string source) =>
        Refused.Message(() => VersionSourceRules.Check(source, InputLimits.Default)).ShouldStartWith($"Invalid model version source: '{source}'. If supplying");

    [Theory]
    [InlineData("/data/1/run/artifacts")]
    [InlineData("/data/1/run/artifacts/model")]
    [InlineData("/data/1/run/artifacts/./model/")]
    [InlineData("file:///data/1/run/artifacts/model")]
    [InlineData("file:///data/1/run/artifacts/a/../model")]
    [InlineData("/data/1/run/artifacts/a/../../artifacts/model")]
    [InlineData("/data/1/run/artifacts/100%25/%ff")]
    [InlineData("file://localhost/data/1/run/artifacts/a%20b")]
    public void A_local_source_within_the_artifacts_is_accepted(string source)
    {
        VersionSourceRules.CheckLocal(source, "run", "/data/1/run/artifacts");
        VersionSourceRules.CheckLocal(source, "run", "file:///data/1/run/artifacts/");
    }

    [Theory]
    [InlineData("/etc/passwd", "/data/artifacts")]
    [InlineData("/data/artifacts-other", "/data/artifacts")]
    [InlineData("/data", "/data/artifacts")]
    [InlineData("/data/artifacts/../x", "/data/artifacts")]
    [InlineData("/data/artifacts/%2e%2e/x", "/data/artifacts")]
    [InlineData("/data/artifacts/..%2f..%2fx", "/data/artifacts")]
    [InlineData("file:///data/artifacts/%2e%2e/%2e%2e/etc", "/data/artifacts")]
    [InlineData("file:///data/artifacts/%252e%252e/etc", "/data/artifacts")]
    [InlineData("relative", "/data/artifacts")]
    [InlineData("/data/artifacts/x", "mlflow-artifacts:/data/artifacts")]
    [InlineData("/data/artifacts/x", null)]
    public void Any_other_local_source_is_refused(string source, string? artifacts) =>
        Refused.Message(() => VersionSourceRules.CheckLocal(source, "run", artifacts)).ShouldBe(
            $"Invalid model version source: '{source}'. To use a local path as a model version source, the run_id request parameter has "
            + "to be specified and the local path has to be contained within the artifact directory of the run specified by the run_id.");
}
