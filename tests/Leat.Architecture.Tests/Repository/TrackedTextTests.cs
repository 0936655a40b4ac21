using System.Text.RegularExpressions;

namespace Leat.Architecture.Tests.Repository;

/// <summary>The files must not contain anything that is true on one machine only.</summary>
public sealed partial class TrackedTextTests
{
    private static readonly string[] TextFiles =
    [
        ".cs", ".csproj", ".props", ".targets", ".slnx", ".json", ".md", ".txt", ".sh", ".yml", ".yaml", ".config", ".ts", ".tsx",
        ".css", ".html", ".sql", ".py", "",
    ];

    private static readonly IReadOnlyList<(string Path, string Text)> Files =
        [.. RepositoryTree.Files
            .Where(path => TextFiles.Contains(Path.GetExtension(path), StringComparer.Ordinal))
            .Select(path => (path, RepositoryTree.Read(path)))];

    [Fact]
    public void Files_are_found() => Files.Count.ShouldBeGreaterThan(100);

    [Fact]
    public void No_file_names_a_directory_of_one_machine() =>
        Files.SelectMany(file => MachinePath().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}"))
            .ShouldBeEmpty();

    [Fact]
    public void No_file_names_a_package_registry() =>
        Files.SelectMany(file => Registry().Matches(file.Text).Select(match => $"{file.Path}: {match.Groups["host"].Value}"))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("see /work" + "/main/x", true)]
    [InlineData("\"/ho" + "me/someone/leat\"", true)]
    [InlineData("/ro" + "ot/.nuget", true)]
    [InlineData("C:\\Us" + "ers\\someone", true)]
    [InlineData("a/work" + "/b", false)]
    [InlineData("/home page", false)]
    public void Machine_path_is_distinguished_from_other_text(string text, bool expected) =>
        MachinePath().IsMatch(text).ShouldBe(expected);

    [Theory]
    [InlineData("http" + "://packages.example.com/v3/index.json", "packages.example.com")]
    [InlineData("http" + "s://npm.example.com:8080/react/-/react-19.0.0.tgz", "npm.example.com")]
    public void Registry_is_recognised(string text, string host) =>
        Registry().Match(text).Groups["host"].Value.ShouldBe(host);

    // The patterns are written so as not to match themselves.
    [GeneratedRegex(@"(?<![\w.~-])/(?:work|root)(?=/)/[\w.]|(?<![\w.~-])/home(?=/)/\w+/|[A-Z]:\\Users(?=\\)\\\w")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"https?://(?<host>[\w.-]+)(?::\d+)?/(?:[^\s""']*/)?(?:v3/index\.json|-/[^\s""']+\.tgz)")]
    private static partial Regex Registry();
}
