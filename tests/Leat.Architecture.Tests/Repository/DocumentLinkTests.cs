using System.Text.RegularExpressions;

namespace Leat.Architecture.Tests.Repository;

/// <summary>Links from documents to files of the repository work.</summary>
public sealed partial class DocumentLinkTests
{
    [Fact]
    public void Every_link_leads_to_a_file() =>
        RepositoryTree.Files
            .Where(path => path.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(document => TargetsIn(RepositoryTree.Read(document)).Select(target => (document, target)))
            .Where(link => !Exists(link.document, link.target))
            .ShouldBeEmpty();

    [Fact]
    public void Links_are_found_outside_of_code() =>
        TargetsIn("[a](b.md) and [c](d/e.md#f)\n```\n[x](y.md)\n```\n`[x](z.md)` [h](https://example.com) [i](#here)")
            .ShouldBe(["b.md", "d/e.md"]);

    private static bool Exists(string document, string target)
    {
        var folder = Path.GetDirectoryName(Path.Combine(RepositoryTree.Root, document))!;
        return Path.Exists(Path.GetFullPath(Path.Combine(folder, Uri.UnescapeDataString(target))));
    }

    private static IEnumerable<string> TargetsIn(string text) =>
        Link().Matches(Code().Replace(text, "")).Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();
}
