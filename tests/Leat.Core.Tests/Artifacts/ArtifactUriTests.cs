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
    [InlineData("file://elsewhere/x")]
    public void Anything_but_a_local_path_is_refused(string uri) =>
        Should.Throw<LeatException>(() => ArtifactUri.ToLocalPath(uri)).Code.ShouldBe(ErrorCode.InvalidParameterValue);

    [Theory]
    [InlineData("mlflow-artifacts:/", "1", "mlflow-artifacts:/1")]
    [InlineData("mlflow-artifacts:/1", "ab/artifacts", "mlflow-artifacts:/1/ab/artifacts")]
    [InlineData("/data", "1", "/data/1")]
    [InlineData("s3://b/p?region=x", "1", "s3://b/p/1?region=x")]
    [InlineData("/data?", "1", "/data?/1")]
    [InlineData("mlflow-artifacts:", "r/artifacts", "mlflow-artifacts:/r/artifacts")]
    [InlineData("mlflow-artifacts:///", "r/artifacts", "mlflow-artifacts:/r/artifacts")]
    [InlineData("mlflow-artifacts:////a", "r/artifacts", "mlflow-artifacts:////a/r/artifacts")]
    [InlineData("mlflow-artifacts://host", "r/artifacts", "mlflow-artifacts://host/r/artifacts")]
    [InlineData("mlflow-artifacts://host:5000/", "r/artifacts", "mlflow-artifacts://host:5000/r/artifacts")]
    [InlineData("mlflow-artifacts:/x?a=b", "r/artifacts", "mlflow-artifacts:/x/r/artifacts?a=b")]
    [InlineData("s3://b", "r/artifacts", "s3://b/r/artifacts")]
    [InlineData("s3://b/p//", "r/artifacts", "s3://b/p//r/artifacts")]
    [InlineData("s3://b/p/?x=y", "r/artifacts", "s3://b/p/r/artifacts?x=y")]
    [InlineData("s3://b/p?", "r/artifacts", "s3://b/p/r/artifacts")]
    [InlineData("s3://b?x=y/z", "r/artifacts", "s3://b/r/artifacts?x=y/z")]
    [InlineData("wasbs://c@a.blob.core.windows.net", "r/artifacts", "wasbs://c@a.blob.core.windows.net/r/artifacts")]
    [InlineData("dbfs:/", "r/artifacts", "dbfs:/r/artifacts")]
    [InlineData("hdfs:/x", "r/artifacts", "hdfs:/x/r/artifacts")]
    [InlineData("file:/srv/x", "r/artifacts", "file:///srv/x/r/artifacts")]
    [InlineData("file:///", "r/artifacts", "file:///r/artifacts")]
    [InlineData("file:///srv/x?v=1", "r/artifacts", "file:///srv/x/r/artifacts?v=1")]
    [InlineData("file://localhost/srv/x/", "r/artifacts", "file://localhost/srv/x/r/artifacts")]
    [InlineData("/srv/x/", "r/artifacts", "/srv/x/r/artifacts")]
    [InlineData("/", "r/artifacts", "/r/artifacts")]
    [InlineData("C:\\data\\", "r/artifacts", "C:\\data\\r/artifacts")]
    [InlineData("C:/data", "r/artifacts", "C:/data/r/artifacts")]
    [InlineData("\\\\server\\share", "r/artifacts", "\\\\server\\share/r/artifacts")]
    public void A_location_is_extended_before_its_query(string uri, string path, string expected) =>
        ArtifactUri.Append(uri, path).ShouldBe(expected);

    [Theory]
    [InlineData("s3://b/x/")]
    [InlineData("/srv/a/../x/")]
    [InlineData("file:///srv/x")]
    [InlineData("file:/srv/x")]
    [InlineData("file://localhost/srv/x")]
    [InlineData("C:\\data")]
    [InlineData("\\\\server\\share")]
    [InlineData("mlflow-artifacts:/")]
    public void An_absolute_location_is_kept(string uri) => ArtifactUri.ToAbsolute(uri).ShouldBe(uri);

    [Theory]
    [InlineData("art/loc", "art/loc")]
    [InlineData("./x", "x")]
    [InlineData("a%20b", "a%20b")]
    [InlineData("../x", "../x")]
    public void A_relative_path_gets_the_current_directory(string uri, string expected) =>
        ArtifactUri.ToAbsolute(uri).ShouldBe(Path.GetFullPath(Path.Combine(Environment.CurrentDirectory, expected)));

    [Theory]
    [InlineData("file:x/y", "x/y")]
    [InlineData("file:./x", "x")]
    [InlineData("file:../a%20b", "../a b")]
    public void So_does_a_file_uri_and_stays_one(string uri, string expected)
    {
        var absolute = ArtifactUri.ToAbsolute(uri);

        absolute.ShouldStartWith("file:///");
        ArtifactUri.ToLocalPath(absolute).ShouldBe(Path.GetFullPath(Path.Combine(Environment.CurrentDirectory, expected)));
    }

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
