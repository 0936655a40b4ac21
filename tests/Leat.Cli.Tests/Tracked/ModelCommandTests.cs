namespace Leat.Cli.Tests.Tracked;

public sealed class ModelCommandTests(TrackedStore store) : IClassFixture<TrackedStore>
{
    [Fact]
    public async Task A_model_is_registered_staged_aliased_and_deleted()
    {
        var run = await store.RunAsync("trained");

        (await store.OutputOfAsync("models", "register", $"runs:/{run}/model", "iris", "--alias", "champion", "-t", "team=a")).ShouldBe("Created version '1' of model 'iris'.\n");
        (await store.OutputOfAsync("models", "register", $"runs:/{run}/other", "iris", "--description", "second")).ShouldBe("Created version '2' of model 'iris'.\n");
        (await store.OutputOfAsync("models", "list", "--output", "csv")).ShouldContain("iris,2,champion=1,");
        (await store.OutputOfAsync("models", "stage", "iris", "2", "production")).ShouldBe("Version 2 of model 'iris' is in the stage Production.\n");
        (await store.OutputOfAsync("models", "alias", "iris", "champion", "2")).ShouldBe("models:/iris@champion is version 2 now.\n");

        var versions = (await store.OutputOfAsync("models", "show", "iris", "--output", "plain")).Split('\n');
        versions[0].ShouldStartWith("2\tchampion\tProduction\t");
        versions[0].ShouldEndWith($"\t{run}\t{store.File("files")}/{run}/artifacts/other\tsecond");
        versions[1].ShouldStartWith("1\t\tNone\t");

        (await store.OutputOfAsync("models", "alias", "iris", "champion", "--remove")).ShouldBe("The model 'iris' has no alias 'champion' any more.\n");
        (await store.ErrorOfAsync("models", "delete", "iris")).ShouldBe("leat: What is deleted cannot be restored: say that you mean it with --yes.\n");
        (await store.OutputOfAsync("models", "delete", "iris", "--version", "1", "--yes")).ShouldBe("Version 1 of model 'iris' has been deleted.\n");
        (await store.OutputOfAsync("models", "delete", "iris", "--yes")).ShouldBe("Model 'iris' has been deleted.\n");
    }

    [Fact]
    public async Task What_cannot_be_meant_is_explained()
    {
        var run = await store.RunAsync("trained");
        await store.OutputOfAsync("models", "register", $"runs:/{run}/model", "wine");

        (await store.ErrorOfAsync("models", "show", "wines")).ShouldBe("leat: There is no registered model 'wines'. Did you mean 'wine'?\n");
        (await store.ErrorOfAsync("models", "stage", "wine", "one", "Production")).ShouldBe("leat: Invalid value for VERSION: 'one' is not the number of a version.\n");
        (await store.ErrorOfAsync("models", "stage", "wine", "1", "Live")).ShouldBe("leat: Invalid value for STAGE: 'Live' is none of None, Staging, Production and Archived.\n");
        (await store.ErrorOfAsync("models", "alias", "wine", "champion")).ShouldBe("leat: Give either a VERSION or --remove.\n");
        (await store.ErrorOfAsync("models", "register", "runs:/nope/model", "wine")).ShouldBe("leat: Run with id=nope not found\n");
    }
}
