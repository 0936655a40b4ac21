using Leat.Core.Artifacts;

namespace Leat.Core.Tests.Artifacts;

public sealed class ArtifactMediaTypesTests
{
    [Theory]
    [InlineData("txt")]
    [InlineData("log")]
    [InlineData("err")]
    [InlineData("cfg")]
    [InlineData("conf")]
    [InlineData("cnf")]
    [InlineData("cf")]
    [InlineData("ini")]
    [InlineData("properties")]
    [InlineData("prop")]
    [InlineData("hocon")]
    [InlineData("toml")]
    [InlineData("yaml")]
    [InlineData("yml")]
    [InlineData("xml")]
    [InlineData("json")]
    [InlineData("js")]
    [InlineData("py")]
    [InlineData("py3")]
    [InlineData("csv")]
    [InlineData("tsv")]
    [InlineData("md")]
    [InlineData("rst")]
    [InlineData("MLmodel")]
    [InlineData("mlproject")]
    public void The_text_list_counts_as_extension_and_as_whole_name(string name)
    {
        ArtifactMediaTypes.Guess($"dir.x/a.{name}").ShouldBe("text/plain");
        ArtifactMediaTypes.Guess(name).ShouldBe("text/plain");
    }

    [Theory]
    [InlineData("x.JSON", "application/json")]
    [InlineData("a.html", "text/html")]
    [InlineData("a.svg", "image/svg+xml")]
    [InlineData("plot.PNG", "image/png")]
    [InlineData("a.css", "text/css")]
    [InlineData("a.mp4", "video/mp4")]
    [InlineData("a.wasm", "application/wasm")]
    [InlineData("a.woff2", "font/woff2")]
    [InlineData("a.ipynb", "application/octet-stream")]
    [InlineData("model.onnx", "application/octet-stream")]
    [InlineData("model.pkl", "application/octet-stream")]
    [InlineData("noextension", "application/octet-stream")]
    [InlineData("mlmodel", "application/octet-stream")]
    [InlineData("MLproject", "application/octet-stream")]
    [InlineData("data.parquet", "application/vnd.apache.parquet")]
    [InlineData("data.arrow", "application/vnd.apache.arrow.file")]
    [InlineData("a.webp", "image/webp")]
    [InlineData("a.h", "text/plain")]
    [InlineData("x.tar", "application/x-tar")]
    [InlineData("x.tar.gz", "application/x-tar")]
    [InlineData("x.tgz", "application/x-tar")]
    [InlineData("x.gz", "application/octet-stream")]
    [InlineData(".gz", "application/octet-stream")]
    [InlineData("plot.svgz", "image/svg+xml")]
    [InlineData("x.R", "application/octet-stream")]
    [InlineData("x.jsonl", "application/octet-stream")]
    [InlineData("x.npy", "application/octet-stream")]
    [InlineData(".json", "application/octet-stream")]
    [InlineData("dir.json/data", "application/octet-stream")]
    [InlineData("trailing.", "application/octet-stream")]
    public void Other_names_go_by_their_extension(string path, string expected) =>
        ArtifactMediaTypes.Guess(path).ShouldBe(expected);
}
