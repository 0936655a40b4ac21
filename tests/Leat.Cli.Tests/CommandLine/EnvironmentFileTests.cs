using Leat.Cli.CommandLine;

namespace Leat.Cli.Tests.CommandLine;

public sealed class EnvironmentFileTests
{
    [Theory]
    [InlineData("MLFLOW_PORT=5001", "5001")]
    [InlineData("  MLFLOW_PORT = 5001  ", "5001")]
    [InlineData("export MLFLOW_PORT=5001", "5001")]
    [InlineData("MLFLOW_PORT=5001 # the second server", "5001")]
    [InlineData("MLFLOW_PORT='5001' # quoted", "5001")]
    [InlineData("MLFLOW_PORT='a # b'", "a # b")]
    [InlineData("MLFLOW_PORT=\"a\\n\\\"b\\\"\"", "a\n\"b\"")]
    [InlineData("MLFLOW_PORT='a\\n'", "a\\n")]
    [InlineData("MLFLOW_PORT=a=b", "a=b")]
    [InlineData("MLFLOW_PORT=", "")]
    [InlineData("MLFLOW_PORT=\"open", "\"open")]
    [InlineData("MLFLOW_PORT=1\r\nMLFLOW_PORT=2\r\n", "2")]
    public void Line_sets_its_variable(string text, string value) =>
        EnvironmentFile.Parse(text).ShouldBe(new Dictionary<string, string> { ["MLFLOW_PORT"] = value });

    [Theory]
    [InlineData("")]
    [InlineData("# MLFLOW_PORT=5001")]
    [InlineData("MLFLOW_PORT")]
    [InlineData("=5001")]
    public void Other_lines_set_nothing(string text) =>
        EnvironmentFile.Parse(text).ShouldBeEmpty();
}
