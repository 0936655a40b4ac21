using System.Xml.Linq;
using Leat.Architecture.Tests.Repository;

namespace Leat.Architecture.Tests.Projects;

/// <summary>The contents of a project file.</summary>
/// <param name="Path">Relative to the repository root, with <c>/</c>.</param>
/// <param name="References">Names of referenced projects.</param>
/// <param name="Packages">Names of referenced packages.</param>
internal sealed record ProjectFile(string Path, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public static IReadOnlyList<ProjectFile> Source { get; } = All("src/");

    public static IReadOnlyList<ProjectFile> All(string folder) =>
        [.. RepositoryTree.Files
            .Where(path => path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(Load)];

    private static ProjectFile Load(string path)
    {
        var project = XDocument.Parse(RepositoryTree.Read(path));
        return new ProjectFile(
            path,
            [.. Included(project, "ProjectReference").Select(System.IO.Path.GetFileNameWithoutExtension).OfType<string>()],
            [.. Included(project, "PackageReference")]);
    }

    private static IEnumerable<string> Included(XDocument project, string element) =>
        project.Descendants(element).Select(item => item.Attribute("Include")?.Value.Replace('\\', '/')).OfType<string>();
}
