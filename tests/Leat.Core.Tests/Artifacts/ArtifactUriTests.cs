using Leat.Core.Artifacts;

namespace Leat.Core.Tests.Artifacts;

public sealed class ArtifactUriTests
{
    [Theory]
    [InlineData("/tmp/x", "")]
    [InlineData("relative/x", "")]
    [InlineData("C:\\data", "")]
    [InlineData("./a:b", "")]
    [InlineData("file:///tmp", "file")]
    [InlineData("S3://bucket", "s3")]
    [InlineData("mlflow-artifacts:/1", "mlflow-artifacts")]
    [InlineData("https://h/x", "https")]
    [InlineData("runs:/abc/model", "runs")]
    public void The_scheme_is_what_stands_before_the_colon(string uri, string expected) =>
        ArtifactUri.GetScheme(uri).ShouldBe(expected);

    [Theory]
    [InlineData("/tmp/x", "/tmp/x")]
    [InlineData("/tmp/a/../x", "/tmp/x")]
    [InlineData("file:///tmp/x", "/tmp/x")]
    [InlineData("file:/tmp/x", "/tmp/x")]
    [InlineData("file://localhost/tmp/x", "/tmp/x")]
    [InlineData("file:///tmp/a%20b", "/tmp/a b")]
    public void A_local_location_has_a_path(string uri, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX paths");
        ArtifactUri.IsLocal(uri).ShouldBeTrue();
        ArtifactUri.ToLocalPath(uri).ShouldBe(expected);
    }

    [Fact]
    public void A_relative_location_starts_at_the_current_directory() =>
        ArtifactUri.ToLocalPath("mlartifacts").ShouldBe(Path.Combine(Environment.CurrentDirectory, "mlartifacts"));

    [Theory]
    [InlineData("s3://bucket/x")]
    [InlineData("")]
    [InlineData("file:")]
    [InlineData("file:///tmp/%ff")]
    [InlineData("/tmp/\0")]
    public void Anything_but_a_local_path_is_refused(string uri) =>
        Should.Throw<LeatException>(() => ArtifactUri.ToLocalPath(uri)).Code.ShouldBe(ErrorCode.InvalidParameterValue);

    [Theory]
    [InlineData("mlflow-artifacts:/", "1", "mlflow-artifacts:/1")]
    [InlineData("mlflow-artifacts:/1", "ab/artifacts", "mlflow-artifacts:/1/ab/artifacts")]
    [InlineData("/data", "1", "/data/1")]
    [InlineData("s3://b/p?region=x", "1", "s3://b/p/1?region=x")]
    [InlineData("/data?", "1", "/data?/1")]
    public void A_location_is_extended_before_its_query(string uri, string path, string expected) =>
        ArtifactUri.Append(uri, path).ShouldBe(expected);

    [Theory]
    [InlineData("runs:/ab12/dir/model", true, "ab12", "dir/model")]
    [InlineData("runs:/ab12", true, "ab12", "")]
    [InlineData("runs://ab12/model", true, "ab12", "model")]
    [InlineData("runs:/", false, "", "")]
    [InlineData("runs:ab12/model", false, "", "")]
    [InlineData("models:/m/1", false, "", "")]
    public void A_run_uri_names_a_run_and_a_path(string uri, bool valid, string runId, string path)
    {
        ArtifactUri.TryParseRunUri(uri, out var foundRun, out var foundPath).ShouldBe(valid);
        (foundRun, foundPath).ShouldBe((runId, path));
    }
}
