using Leat.Core.Artifacts;

namespace Leat.Core.Tests.Artifacts;

public sealed class ArtifactLocationTests
{
    [Theory]
    [InlineData("s3://bucket/a/b", "s3", "bucket", "/a/b", "")]
    [InlineData("S3://Bucket", "s3", "Bucket", "", "")]
    [InlineData("s3://bucket/a?v=1&w=a/b", "s3", "bucket", "/a", "?v=1&w=a/b")]
    [InlineData("s3://bucket?v=1", "s3", "bucket", "", "?v=1")]
    [InlineData("wasbs://container@account.blob.core.windows.net/a b", "wasbs", "container@account.blob.core.windows.net", "/a b", "")]
    [InlineData("sftp://user:password@host:22/%41/", "sftp", "user:password@host:22", "/%41/", "")]
    [InlineData("mlflow-artifacts:/1/run", "mlflow-artifacts", "", "/1/run", "")]
    [InlineData("dbfs:a", "dbfs", "", "a", "")]
    [InlineData("file:///a/what?", "file", "", "/a/what", "?")]
    [InlineData("s3://b/x?v=1/0123456789abcdef0123456789abcdef/artifacts", "s3", "b", "/x?v=1/0123456789abcdef0123456789abcdef/artifacts", "")]
    [InlineData("/a/what?", "", "", "/a/what?", "")]
    [InlineData("C:\\a", "", "", "C:\\a", "")]
    [InlineData("", "", "", "", "")]
    public void A_location_comes_apart(string text, string scheme, string authority, string path, string query) =>
        ArtifactLocation.Parse(text).ShouldBe(new ArtifactLocation(text, scheme, authority, path, query));

    [Theory]
    [InlineData("mlflow-artifacts:/1", true)]
    [InlineData("https://h/api/2.0/mlflow-artifacts/artifacts/1", true)]
    [InlineData("s3://bucket", false)]
    [InlineData("/a", false)]
    public void What_lies_behind_a_proxy_is_known_by_its_scheme(string text, bool expected) =>
        ArtifactLocation.Parse(text).IsProxied.ShouldBe(expected);
}
