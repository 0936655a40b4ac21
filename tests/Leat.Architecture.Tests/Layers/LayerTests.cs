namespace Leat.Architecture.Tests.Layers;

public sealed class LayerTests
{
    public static TheoryData<string> LayeredProjects => [.. AllowedLayers.Projects.Keys];

    [Theory]
    [MemberData(nameof(LayeredProjects))]
    public void A_folder_uses_only_those_before_it(string project)
    {
        var order = AllowedLayers.Projects[project].ToList();
        FolderArrows.Of(project)
            .Where(arrow => order.IndexOf(arrow.From) <= order.IndexOf(arrow.To))
            .Select(arrow => $"{arrow.From} -> {arrow.To}: {arrow.Example}")
            .ShouldBeEmpty($"{project} has a new arrow between folders: move the type, or change the order in AllowedLayers if that is better.");
    }

    [Theory]
    [MemberData(nameof(LayeredProjects))]
    public void Every_folder_has_its_place(string project) =>
        FolderArrows.FoldersOf(project).ShouldBe(AllowedLayers.Projects[project], ignoreOrder: true);

    [Fact]
    public void Arrows_are_found() =>
        FolderArrows.Of("Leat.Core").ShouldContain(arrow => arrow.From == "Runs" && arrow.To == "Errors");
}
