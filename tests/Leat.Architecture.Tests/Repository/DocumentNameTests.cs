using System.Text.RegularExpressions;

namespace Leat.Architecture.Tests.Repository;

/// <summary>What the recipes of CONTRIBUTING.md tell people to use exists.</summary>
public sealed partial class DocumentNameTests
{
    private const string Document = "CONTRIBUTING.md";

    /// <summary>Names that are not Leat's own.</summary>
    private static readonly string[] Foreign = ["Command", "TimeProvider"];

    /// <summary>Where a path may start: a project is named without its folder.</summary>
    private static readonly string[] Roots = ["", "src", "tests"];

    [Fact]
    public void Every_type_that_a_recipe_names_is_declared()
    {
        var declared = RepositoryTree.Files
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(path => Declaration().Matches(RepositoryTree.Read(path)).Select(match => match.Groups["name"].Value))
            .ToHashSet(StringComparer.Ordinal);
        NamesIn(RepositoryTree.Read(Document))
            .Where(name => !declared.Contains(name) && !Foreign.Contains(name))
            .ShouldBeEmpty($"{Document} names types that are gone.");
    }

    [Fact]
    public void Every_path_that_a_recipe_names_exists() =>
        PathsIn(RepositoryTree.Read(Document))
            .Where(path => !Roots.Any(root => Path.Exists(Path.Combine(RepositoryTree.Root, root, path))))
            .ShouldBeEmpty($"{Document} names paths that are gone.");

    [Fact]
    public void Names_and_paths_are_found()
    {
        NamesIn(RepositoryTree.Read(Document)).ShouldContain("RpcContext");
        PathsIn(RepositoryTree.Read(Document)).ShouldContain("src/Leat.Storage.MySql");
        NamesIn("`Gone` and `Leat.Core` and `a b` and `Gone.Member`").ShouldBe(["Gone", "Gone"]);
    }

    /// <summary>Types in backticks, without the member that may follow. Projects and files are paths.</summary>
    private static IEnumerable<string> NamesIn(string text) => TypeName().Matches(text)
        .Select(match => match.Groups["name"].Value);

    private static IEnumerable<string> PathsIn(string text) => PathName().Matches(text).Select(match => match.Groups["path"].Value);

    [GeneratedRegex(@"`(?<name>(?!Leat\b)[A-Z][A-Za-z]*)(?:\.[A-Z]\w*)*`")]
    private static partial Regex TypeName();

    // A path with a placeholder is a pattern for a name yet to be given.
    [GeneratedRegex(@"`(?<path>(?:(?:src|tests|docs|eng|bench|samples)/|Leat\.)[A-Za-z0-9_./-]+)`")]
    private static partial Regex PathName();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record(?: struct)?)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex Declaration();
}
