using System.Xml.Linq;
using Leat.Architecture.Tests.Repository;

namespace Leat.Architecture.Tests.Projects;

public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string> TestedElsewhere = new()
    {
        // It registers the in-process store for the client, whose tests log through both.
        ["Leat"] = "Leat.Client.Tests",
        // What it writes is held against what the command and the server say.
        ["Leat.Description"] = "Leat.Cli.Tests",
    };

    public static TheoryData<string> SourceProjects => [.. ProjectFile.Source.Select(project => project.Name)];

    [Fact]
    public void Every_source_project_has_its_row() =>
        ProjectFile.Source.Select(project => project.Name).ShouldBe(AllowedReferences.Projects.Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Project_refers_only_to_what_its_row_allows(string name) =>
        Find(name).References.Except(AllowedReferences.Projects[name]).ShouldBeEmpty(
            $"{name} has a new arrow: is it wanted? Then it belongs into AllowedReferences, with its reason.");

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Project_refers_only_to_packages_that_its_row_allows(string name) =>
        Find(name).Packages.Except(AllowedReferences.Packages[name]).ShouldBeEmpty();

    [Fact]
    public void Core_refers_to_nothing()
    {
        var core = Find("Leat.Core");

        core.References.ShouldBeEmpty();
        core.Packages.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Source_project_has_a_test_project(string name)
    {
        var tests = TestedElsewhere.GetValueOrDefault(name, $"{name}.Tests");
        var project = ProjectFile.All("tests/").SingleOrDefault(project => project.Name == tests);

        project.ShouldNotBeNull($"tests/{tests} is missing");
        if (!TestedElsewhere.ContainsKey(name))
            project.References.ShouldContain(name);
    }

    [Fact]
    public void Solution_lists_every_project()
    {
        var listed = XDocument.Parse(RepositoryTree.Read("Leat.slnx")).Descendants("Project")
            .Select(project => project.Attribute("Path")!.Value);
        var present = RepositoryTree.Files.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal));

        present.ShouldBe(listed, ignoreOrder: true);
    }

    private static ProjectFile Find(string name) => ProjectFile.Source.Single(project => project.Name == name);
}
