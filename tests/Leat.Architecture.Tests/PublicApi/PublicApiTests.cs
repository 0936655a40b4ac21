using Leat.Architecture.Tests.Repository;

namespace Leat.Architecture.Tests.PublicApi;

/// <summary>What a library shows its users is written down beside it: a change of it is seen in review. With <c>LEAT_WRITE_API=1</c> the files
/// are written instead.</summary>
public sealed class PublicApiTests
{
    private const string FileName = "PublicApi.txt";

    public static TheoryData<string> Libraries => [.. RepositoryTree.Files
        .Where(path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal))
        .Where(path => RepositoryTree.Read(path).Contains("<ProjectType>Library</ProjectType>", StringComparison.Ordinal))
        .Select(path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_file_shows_what_the_library_shows(string library)
    {
        var path = Path.Combine(RepositoryTree.Root, "src", library, FileName);
        var surface = string.Concat(PublicSurface.Of(library).Select(line => line + "\n"));
        if (Environment.GetEnvironmentVariable("LEAT_WRITE_API") == "1")
            File.WriteAllText(path, surface);

        (File.Exists(path) ? File.ReadAllText(path) : "").ShouldBe(
            surface, $"Run this test with LEAT_WRITE_API=1 and look at what changes in src/{library}/{FileName}: users will see it.");
    }

    [Fact]
    public void The_surface_is_read() =>
        PublicSurface.Of("Leat.Client").ShouldContain(line => line.Contains("StartRunAsync(", StringComparison.Ordinal));
}
