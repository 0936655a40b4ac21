using System.Text.Json;

namespace Leat.Cli.Tests.Tracked;

public sealed class ExperimentCommandTests(TrackedStore store) : IClassFixture<TrackedStore>
{
    [Fact]
    public async Task An_experiment_is_made_found_by_id_and_name_renamed_deleted_and_restored()
    {
        (await store.OutputOfAsync("experiments", "create", "a")).ShouldMatch("^Created experiment 'a' with id [0-9]+\n$");
        var id = await IdOfAsync("a");
        (await store.OutputOfAsync("experiments", "show", "a")).ShouldContain($"Experiment id      {id}\n");
        (await store.OutputOfAsync("experiments", "get", "-x", id)).ShouldContain("Name               a\n");

        (await store.OutputOfAsync("experiments", "rename", "a", "--new-name", "b")).ShouldBe($"Experiment with id {id} has been renamed to 'b'.\n");
        (await store.OutputOfAsync("experiments", "delete", "--experiment-id", id)).ShouldBe($"Experiment with ID {id} has been deleted.\n");
        (await store.OutputOfAsync("experiments", "search", "--output", "plain")).ShouldNotContain("\tb\t");
        (await store.OutputOfAsync("experiments", "list", "--view", "deleted_only", "--output", "plain")).ShouldStartWith($"{id}\tb\t");
        (await store.OutputOfAsync("experiments", "restore", "b")).ShouldBe($"Experiment with id {id} has been restored.\n");
    }

    [Fact]
    public async Task Names_that_do_not_exist_get_a_suggestion()
    {
        (await store.ErrorOfAsync("experiments", "show", "vision/clasify")).ShouldBe(
            "leat: There is no experiment with the id or name 'vision/clasify'. Did you mean 'vision/classify'?\n");
        (await store.ErrorOfAsync("runs", "list", "-x", "99")).ShouldBe(
            "leat: There is no experiment with the id or name '99': 'leat experiments list' shows all.\n");
    }

    [Theory]
    [InlineData("leat: Say which experiment: leat experiments show EXPERIMENT\n", "show")]
    [InlineData("leat: Give the experiment once: 'a' or --experiment-id.\n", "show", "a", "-x", "b")]
    [InlineData("leat: Say the new name: --new-name NAME\n", "rename", "a")]
    [InlineData("leat: Invalid value for --view: 'some' is none of active_only, deleted_only and all.\n", "list", "-v", "some")]
    [InlineData("leat: Invalid value for --output: 'xml' is none of table, plain, csv and json.\n", "list", "--output", "xml")]
    [InlineData("leat: Invalid value for --max-results: '0' is not a whole number from 1.\n", "list", "--max-results", "0")]
    public async Task A_wrong_command_line_is_explained(string stderr, params string[] args) =>
        (await store.ErrorOfAsync(["experiments", .. args])).ShouldBe(stderr);

    [Fact]
    public async Task A_store_that_is_not_there_is_not_made()
    {
        var missing = store.File("missing.db");

        var result = await Processes.LeatInProcess.RunAsync(new Artifacts.ArtifactSchemes(), "experiments", "list", "--tracking-uri", $"sqlite:///{missing}");

        result.ExitCode.ShouldBe(1);
        result.Stderr.ShouldStartWith($"leat: There is no database at '{missing}': give the address of a server");
        File.Exists(missing).ShouldBeFalse();
    }

    private async Task<string> IdOfAsync(string name)
    {
        using var list = JsonDocument.Parse(await store.OutputOfAsync("experiments", "list", "--output", "json", "--filter", $"name = '{name}'"));
        return list.RootElement[0].GetProperty("experiment_id").GetString()!;
    }
}
