using System.Text.RegularExpressions;

namespace Leat.Architecture.Tests.Repository;

/// <summary>C# in the documents appears line by line in a sample, so it is known to compile.</summary>
public sealed partial class DocumentCodeTests
{
    private static readonly string[] Documents =
        [.. RepositoryTree.Files.Where(path => path.EndsWith(".md", StringComparison.Ordinal))];

    private static readonly string[] Samples =
        [.. RepositoryTree.Files
            .Where(path => path.StartsWith("samples/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(path => Plain(RepositoryTree.Read(path)))];

    [Fact]
    public void Every_block_of_csharp_stands_in_a_sample() =>
        Documents
            .SelectMany(document => BlocksOf(RepositoryTree.Read(document)).Select(block => (document, block)))
            .Where(shown => !Samples.Any(sample => sample.Contains(Plain(shown.block), StringComparison.Ordinal)))
            .ShouldBeEmpty();

    [Fact]
    public void Blocks_are_found() =>
        BlocksOf(RepositoryTree.Read("README.md")).ShouldHaveSingleItem().ShouldContain("Tracking.StartRunAsync");

    /// <summary>Non-empty lines without indentation.</summary>
    private static string Plain(string text) =>
        string.Join('\n', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string> BlocksOf(string text) =>
        Block().Matches(text).Select(match => match.Groups["code"].Value);

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
