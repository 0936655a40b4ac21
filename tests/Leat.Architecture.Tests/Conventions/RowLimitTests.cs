using System.Text.RegularExpressions;
using Leat.Architecture.Tests.Repository;

namespace Leat.Architecture.Tests.Conventions;

/// <summary>Databases limit the rows of a statement in different words: <c>LIMIT</c>, <c>FETCH NEXT</c>, <c>TOP</c>. Only a syntax
/// knows which.</summary>
public sealed partial class RowLimitTests
{
    private const string Syntax = "Syntax.cs";

    private static readonly IReadOnlyList<string> Sources =
        [.. RepositoryTree.Files.Where(path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))];

    [Fact]
    public void Only_a_syntax_limits_rows() =>
        Sources.Where(path => !path.EndsWith(Syntax, StringComparison.Ordinal)).SelectMany(Limits).ShouldBeEmpty();

    [Fact]
    public void A_syntax_limits_rows() =>
        Sources.Where(path => path.EndsWith(Syntax, StringComparison.Ordinal)).SelectMany(Limits).ShouldNotBeEmpty();

    [Theory]
    [InlineData("\"SELECT id FROM runs LIMIT 1\"", true)]
    [InlineData("    LIMIT {rows} OFFSET {offset}", true)]
    [InlineData("    DELETE FROM runs LIMIT 100", true)]
    [InlineData("$\"{select} OFFSET 0\"", true)]
    [InlineData("SELECT TOP (@p0) id", true)]
    [InlineData("SELECT TOP 1 id", true)]
    [InlineData("FETCH NEXT 1 ROWS ONLY", true)]
    [InlineData("/// not even for a LIMIT", false)]
    [InlineData("// FETCH FIRST", false)]
    [InlineData("(ErrorCode.RequestLimitExceeded, \"REQUEST_LIMIT_EXCEEDED\", 429)", false)]
    public void A_limit_is_told_from_other_text(string line, bool expected) => IsLimit(line).ShouldBe(expected);

    private static IEnumerable<string> Limits(string path) => RepositoryTree.Read(path).Split('\n')
        .Select((line, index) => (Line: line, Number: index + 1))
        .Where(entry => IsLimit(entry.Line))
        .Select(entry => $"{path}:{entry.Number}: {entry.Line.Trim()}");

    private static bool IsLimit(string line) => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Words().IsMatch(line);

    [GeneratedRegex(@"\bLIMIT\b|\bFETCH (NEXT|FIRST)\b|\bTOP [(\d]|\bOFFSET [@{\d]")]
    private static partial Regex Words();
}
