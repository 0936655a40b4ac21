using Leat.Artifacts;
using Leat.Cli.Tests.Processes;

namespace Leat.Cli.Tests.CommandLine;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("leat ru", "runs")]
    [InlineData("/usr/bin/leat runs re", "restore")]
    [InlineData("leat runs list --ord", "--order-by")]
    [InlineData("leat completion z", "zsh")]
    [InlineData("leat nothing x", null)]
    public async Task What_may_follow_is_said(string line, string? word)
    {
        var result = await LeatInProcess.RunAsync(new ArtifactSchemes(), "complete", line);

        result.ExitCode.ShouldBe(0, result.Stderr);
        result.Stdout.ShouldBe(word is null ? "" : word + "\n");
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _leat leat")]
    [InlineData("zsh", "#compdef leat")]
    [InlineData("fish", "complete -c leat")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Each_shell_gets_its_script(string shell, string part) =>
        (await LeatInProcess.RunAsync(new ArtifactSchemes(), "completion", shell)).Stdout.ShouldContain(part);

    [Fact]
    public async Task Other_shells_are_refused()
    {
        var result = await LeatInProcess.RunAsync(new ArtifactSchemes(), "completion", "csh");

        result.ExitCode.ShouldBe(2);
        result.Stderr.ShouldBe("leat: Invalid value for SHELL: 'csh' is none of bash, zsh, fish, pwsh.\n");
    }
}
