using Leat.Cli.CommandLine;

namespace Leat.Cli.Tests.CommandLine;

public sealed class SuggestionsTests
{
    private static readonly string[] Names = ["--host", "-h", "--port", "-p", "--backend-store-uri", "--allowed-hosts"];

    [Theory]
    [InlineData("--prot", "--port")]
    [InlineData("--hosts", "--host")]
    [InlineData("--backend-store", "--backend-store-uri")]
    [InlineData("--allow-hosts", "--allowed-hosts")]
    public void Near_name_is_suggested(string word, string expected) =>
        Suggestions.For(word, Names).ShouldBe(expected);

    [Theory]
    [InlineData("--verbose")]
    [InlineData("--x")]
    [InlineData("-q")]
    public void Far_name_is_not_suggested(string word) =>
        Suggestions.For(word, Names).ShouldBeNull();
}
