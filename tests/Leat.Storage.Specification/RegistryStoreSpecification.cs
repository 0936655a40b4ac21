using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>The behaviour of every store's model registry; searching has its own suite.</summary>
public abstract class RegistryStoreSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private IRegistryStore Registry => Store.Registry;

    [Fact]
    public virtual async Task A_created_model_is_read_back_whole()
    {
        var created = await Registry.CreateRegisteredModelAsync(
            NewRegisteredModel.Create("a b/日本 𝄞", "good *text*", [new Tag("b", "2"), new Tag("a", ""), new Tag("b", "3")]), Cancel);

        var model = await Registry.GetRegisteredModelAsync("a b/日本 𝄞", Cancel);

        model.Name.ShouldBe("a b/日本 𝄞");
        model.Description.ShouldBe("good *text*");
        model.Tags.ShouldBe([new Tag("a", ""), new Tag("b", "3")], ignoreOrder: true);
        model.LatestVersions.ShouldBeEmpty();
        model.Aliases.ShouldBeEmpty();
        model.CreationTimestampMs.ShouldBe(created.CreationTimestampMs);
        model.LastUpdatedTimestampMs.ShouldBe(created.CreationTimestampMs);
    }

    [Fact]
    public async Task Names_are_unique_and_case_sensitive()
    {
        await NewModelAsync("m");
        await NewModelAsync("M");

        (await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => NewModelAsync("m"))).Message
            .ShouldBe("Registered Model (name=m) already exists.");
    }

    [Fact]
    public async Task A_model_and_a_prompt_cannot_share_a_name()
    {
        await NewModelAsync("model");
        await NewPromptAsync("prompt");

        (await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => NewPromptAsync("model"))).Message
            .ShouldStartWith("Tried to create a prompt with name 'model', but the name is already taken by a registered model.");
        (await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => NewModelAsync("prompt"))).Message
            .ShouldStartWith("Tried to create a registered model with name 'prompt', but the name is already taken by a prompt.");
        (await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => NewPromptAsync("prompt"))).Message
            .ShouldBe("Prompt (name=prompt) already exists.");
    }

    [Fact]
    public async Task What_is_not_there_does_not_exist()
    {
        await NewModelAsync("m");
        const string noModel = "Registered Model with name=x not found";
        const string noVersion = "Model Version (name=m, version=1) not found";

        (await MissingAsync(() => Registry.GetRegisteredModelAsync("x", Cancel))).ShouldBe(noModel);
        (await MissingAsync(() => Registry.RenameRegisteredModelAsync("x", "y", Cancel))).ShouldBe(noModel);
        (await MissingAsync(() => Registry.UpdateRegisteredModelAsync("x", "d", Cancel))).ShouldBe(noModel);
        (await MissingAsync(() => Registry.DeleteRegisteredModelAsync("x", Cancel))).ShouldBe(noModel);
        (await MissingAsync(() => Registry.SetRegisteredModelTagAsync("x", new Tag("a", "b"), Cancel))).ShouldBe(noModel);
        (await MissingAsync(() => Registry.DeleteRegisteredModelTagAsync("x", "a", Cancel))).ShouldBe(noModel);
        (await MissingAsync(() => Registry.GetLatestVersionsAsync("x", [], Cancel))).ShouldBe(noModel);
        (await MissingAsync(() => Registry.DeleteAliasAsync("x", "a", Cancel))).ShouldBe(noModel);
        (await MissingAsync(() => NewVersionAsync("x"))).ShouldBe(noModel);
        (await MissingAsync(() => Registry.GetModelVersionAsync("m", 1, Cancel))).ShouldBe(noVersion);
        (await MissingAsync(() => Registry.UpdateModelVersionAsync("m", 1, "d", Cancel))).ShouldBe(noVersion);
        (await MissingAsync(() => Registry.TransitionStageAsync("m", 1, ModelStage.Staging, false, Cancel))).ShouldBe(noVersion);
        (await MissingAsync(() => Registry.DeleteModelVersionAsync("m", 1, Cancel))).ShouldBe(noVersion);
        (await MissingAsync(() => Registry.GetDownloadUriAsync("m", 1, Cancel))).ShouldBe(noVersion);
        (await MissingAsync(() => Registry.SetModelVersionTagAsync("m", 1, new Tag("a", "b"), Cancel))).ShouldBe(noVersion);
        (await MissingAsync(() => Registry.DeleteModelVersionTagAsync("m", 1, "a", Cancel))).ShouldBe(noVersion);
        (await MissingAsync(() => Registry.SetAliasAsync("m", "a", 1, Cancel))).ShouldBe(noVersion);
        (await MissingAsync(() => Registry.SetAliasAsync("x", "a", 1, Cancel))).ShouldBe("Model Version (name=x, version=1) not found");
    }

    [Fact]
    public async Task Renaming_takes_versions_tags_and_aliases_along()
    {
        await Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create("old", "d", [new Tag("a", "1")]), Cancel);
        var version = await NewVersionAsync("old");
        await Registry.SetAliasAsync("old", "champion", 1, Cancel);

        var renamed = await Registry.RenameRegisteredModelAsync("old", "new", Cancel);

        renamed.Name.ShouldBe("new");
        renamed.Description.ShouldBe("d");
        renamed.Tags.ShouldBe([new Tag("a", "1")]);
        renamed.Aliases.ShouldBe([new ModelAlias("champion", 1)]);
        renamed.LatestVersions.Single().Name.ShouldBe("new");
        renamed.LatestVersions.Single().LastUpdatedTimestampMs.ShouldBeGreaterThan(version.LastUpdatedTimestampMs);
        renamed.LastUpdatedTimestampMs.ShouldBeGreaterThan(renamed.CreationTimestampMs);
        await MissingAsync(() => Registry.GetRegisteredModelAsync("old", Cancel));
        await NewModelAsync("old");
        (await Registry.GetRegisteredModelAsync("old", Cancel)).LatestVersions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Renaming_to_a_taken_name_is_refused_and_to_the_own_name_is_not()
    {
        await NewModelAsync("one");
        await NewModelAsync("two");

        await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => Registry.RenameRegisteredModelAsync("one", "two", Cancel));
        (await Registry.RenameRegisteredModelAsync("one", "one", Cancel)).Name.ShouldBe("one");
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Registry.RenameRegisteredModelAsync("one", "", Cancel));
    }

    [Fact]
    public async Task A_description_is_replaced_and_cleared()
    {
        var model = await NewModelAsync("m");
        await NewVersionAsync("m");

        (await Registry.UpdateRegisteredModelAsync("m", "two", Cancel)).Description.ShouldBe("two");
        (await Registry.UpdateModelVersionAsync("m", 1, "three", Cancel)).Description.ShouldBe("three");
        (await Registry.UpdateModelVersionAsync("m", 1, null, Cancel)).Description.ShouldBe("");

        var cleared = await Registry.UpdateRegisteredModelAsync("m", null, Cancel);
        cleared.Description.ShouldBe("");
        cleared.CreationTimestampMs.ShouldBe(model.CreationTimestampMs);
        cleared.LastUpdatedTimestampMs.ShouldBeGreaterThan(model.LastUpdatedTimestampMs);
    }

    [Fact]
    public async Task Tags_of_models_and_versions_are_set_replaced_and_deleted()
    {
        await NewModelAsync("m");
        await NewVersionAsync("m");
        foreach (var value in (string[])["one", "two"])
        {
            await Registry.SetRegisteredModelTagAsync("m", new Tag("key", value), Cancel);
            await Registry.SetModelVersionTagAsync("m", 1, new Tag("key", value + "!"), Cancel);
        }

        (await Registry.GetRegisteredModelAsync("m", Cancel)).Tags.ShouldBe([new Tag("key", "two")]);
        (await Registry.GetModelVersionAsync("m", 1, Cancel)).Tags.ShouldBe([new Tag("key", "two!")]);

        await Registry.DeleteRegisteredModelTagAsync("m", "key", Cancel);
        await Registry.DeleteRegisteredModelTagAsync("m", "never set", Cancel);
        await Registry.DeleteModelVersionTagAsync("m", 1, "key", Cancel);
        await Registry.DeleteModelVersionTagAsync("m", 1, "key", Cancel);

        (await Registry.GetRegisteredModelAsync("m", Cancel)).Tags.ShouldBeEmpty();
        (await Registry.GetModelVersionAsync("m", 1, Cancel)).Tags.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tags_over_their_limits_are_refused()
    {
        await NewModelAsync("m");
        await NewVersionAsync("m");
        var atLimit = new Tag("k", new string('v', RegistryRules.MaxTagValueLength));
        foreach (var tag in (Tag[])[atLimit with { Value = atLimit.Value + "v" }, new(new string('k', 251), ""), new("../k", "")])
        {
            await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Registry.SetRegisteredModelTagAsync("m", tag, Cancel));
            await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Registry.SetModelVersionTagAsync("m", 1, tag, Cancel));
        }

        await Registry.SetModelVersionTagAsync("m", 1, atLimit, Cancel);
        (await Registry.GetModelVersionAsync("m", 1, Cancel)).Tags.ShouldBe([atLimit]);
    }

    [Fact]
    public async Task A_created_version_is_read_back_whole()
    {
        await NewModelAsync("m");
        var created = await Registry.CreateModelVersionAsync(
            NewModelVersion.Create("m", "s3://bucket/path", "no such run", "http://x/run", "dü", tags: [new Tag("a", "1")]), Cancel);

        var version = await Registry.GetModelVersionAsync("m", 1, Cancel);

        version.Name.ShouldBe("m");
        version.Version.ShouldBe(1);
        version.Stage.ShouldBe(ModelStage.None);
        version.Description.ShouldBe("dü");
        version.Source.ShouldBe("s3://bucket/path");
        version.StorageLocation.ShouldBe(Told("s3://bucket/path"));
        version.RunId.ShouldBe("no such run");
        version.RunLink.ShouldBe("http://x/run");
        version.Tags.ShouldBe([new Tag("a", "1")]);
        version.Aliases.ShouldBeEmpty();
        version.LastUpdatedTimestampMs.ShouldBe(version.CreationTimestampMs);
        created.CreationTimestampMs.ShouldBe(version.CreationTimestampMs);
        created.Tags.ShouldBe(version.Tags);
        (await Registry.GetRegisteredModelAsync("m", Cancel)).LastUpdatedTimestampMs.ShouldBe(version.CreationTimestampMs);
        (await Registry.GetDownloadUriAsync("m", 1, Cancel)).ShouldBe("s3://bucket/path");
    }

    [Fact]
    public async Task Numbers_count_up_and_are_never_given_twice()
    {
        await NewModelAsync("m");
        await NewVersionAsync("m");
        (await NewVersionAsync("m")).Version.ShouldBe(2);
        await Registry.DeleteModelVersionAsync("m", 2, Cancel);
        await Registry.DeleteModelVersionAsync("m", 1, Cancel);

        (await NewVersionAsync("m")).Version.ShouldBe(3);
        await MissingAsync(() => Registry.GetModelVersionAsync("m", 2, Cancel));
    }

    [Fact]
    public async Task Twenty_writers_get_twenty_numbers()
    {
        await NewModelAsync("m");

        var versions = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => NewVersionAsync("m")));

        versions.Select(version => version.Version).Order().ShouldBe(Enumerable.Range(1, 20).Select(i => (long)i));
    }

    [Fact]
    public async Task A_deleted_version_takes_its_tags_and_aliases_along()
    {
        await NewModelAsync("m");
        await NewVersionAsync("m");
        await NewVersionAsync("m");
        await Registry.SetModelVersionTagAsync("m", 2, new Tag("a", "b"), Cancel);
        await Registry.SetAliasAsync("m", "champion", 2, Cancel);
        await Registry.SetAliasAsync("m", "other", 1, Cancel);
        var before = await Registry.GetRegisteredModelAsync("m", Cancel);

        await Registry.DeleteModelVersionAsync("m", 2, Cancel);

        var model = await Registry.GetRegisteredModelAsync("m", Cancel);
        model.Aliases.ShouldBe([new ModelAlias("other", 1)]);
        model.LatestVersions.Select(version => version.Version).ShouldBe([1]);
        model.LastUpdatedTimestampMs.ShouldBeGreaterThan(before.LastUpdatedTimestampMs);
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Registry.GetVersionByAliasAsync("m", "champion", Cancel));
        (await Registry.SearchModelVersionsAsync(new ModelVersionQuery(), Cancel)).Items.Select(v => v.Version).ShouldBe([1]);
    }

    [Fact]
    public async Task A_deleted_model_leaves_nothing_behind()
    {
        await Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create("m", tags: [new Tag("a", "1")]), Cancel);
        await NewVersionAsync("m");
        await Registry.SetModelVersionTagAsync("m", 1, new Tag("a", "b"), Cancel);
        await Registry.SetAliasAsync("m", "champion", 1, Cancel);

        await Registry.DeleteRegisteredModelAsync("m", Cancel);

        await MissingAsync(() => Registry.GetRegisteredModelAsync("m", Cancel));
        await MissingAsync(() => Registry.GetModelVersionAsync("m", 1, Cancel));
        await NewModelAsync("m");
        (await NewVersionAsync("m")).Version.ShouldBe(1);
        var model = await Registry.GetRegisteredModelAsync("m", Cancel);
        model.Tags.ShouldBeEmpty();
        model.Aliases.ShouldBeEmpty();
        (await Registry.GetModelVersionAsync("m", 1, Cancel)).Tags.ShouldBeEmpty();
    }

    [Fact]
    public async Task Latest_versions_are_the_highest_of_each_stage()
    {
        await NewModelAsync("m");
        await NewModelAsync("other");
        for (var i = 0; i < 11; i++)
            await NewVersionAsync("m");
        await NewVersionAsync("other");
        await Registry.TransitionStageAsync("m", 2, ModelStage.Production, false, Cancel);
        await Registry.TransitionStageAsync("m", 1, ModelStage.Production, false, Cancel);
        await Registry.TransitionStageAsync("m", 3, ModelStage.Staging, false, Cancel);

        // As in MLflow, in the order of each stage's lowest version.
        (await LatestAsync()).ShouldBe([2, 3, 11]);
        (await LatestAsync(ModelStage.Production)).ShouldBe([2]);
        (await LatestAsync(ModelStage.Archived)).ShouldBeEmpty();
        (await LatestAsync(ModelStage.Production, ModelStage.None)).ShouldBe([2, 11]);
        (await Registry.GetRegisteredModelAsync("m", Cancel)).LatestVersions.Select(v => v.Version).ShouldBe([2, 3, 11]);

        async Task<IEnumerable<long>> LatestAsync(params ModelStage[] stages) =>
            (await Registry.GetLatestVersionsAsync("m", stages, Cancel)).Select(v => v.Version);
    }

    [Fact]
    public async Task A_transition_archives_the_others_of_its_stage_and_model_only()
    {
        await NewModelAsync("m");
        await NewModelAsync("other");
        for (var i = 0; i < 3; i++)
            await NewVersionAsync("m");
        await NewVersionAsync("other");
        await Registry.TransitionStageAsync("m", 1, ModelStage.Production, false, Cancel);
        await Registry.TransitionStageAsync("m", 2, ModelStage.Staging, false, Cancel);
        await Registry.TransitionStageAsync("other", 1, ModelStage.Production, false, Cancel);
        var before = await Registry.GetRegisteredModelAsync("m", Cancel);

        var moved = await Registry.TransitionStageAsync("m", 3, ModelStage.Production, true, Cancel);

        moved.Stage.ShouldBe(ModelStage.Production);
        moved.LastUpdatedTimestampMs.ShouldBeGreaterThan(moved.CreationTimestampMs);
        var archived = await Registry.GetModelVersionAsync("m", 1, Cancel);
        archived.Stage.ShouldBe(ModelStage.Archived);
        archived.LastUpdatedTimestampMs.ShouldBe(moved.LastUpdatedTimestampMs);
        (await Registry.GetModelVersionAsync("m", 2, Cancel)).Stage.ShouldBe(ModelStage.Staging);
        (await Registry.GetModelVersionAsync("other", 1, Cancel)).Stage.ShouldBe(ModelStage.Production);
        (await Registry.GetRegisteredModelAsync("m", Cancel)).LastUpdatedTimestampMs.ShouldBeGreaterThan(before.LastUpdatedTimestampMs);

        await Registry.TransitionStageAsync("m", 3, ModelStage.Production, true, Cancel);
        (await Registry.GetModelVersionAsync("m", 3, Cancel)).Stage.ShouldBe(ModelStage.Production);
    }

    [Theory]
    [InlineData(ModelStage.None)]
    [InlineData(ModelStage.Archived)]
    public async Task Nothing_is_archived_for_a_stage_that_many_share(ModelStage stage)
    {
        await NewModelAsync("m");
        await NewVersionAsync("m");
        await Registry.TransitionStageAsync("m", 1, ModelStage.Staging, false, Cancel);

        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Registry.TransitionStageAsync("m", 1, stage, true, Cancel));
        (await Registry.GetModelVersionAsync("m", 1, Cancel)).Stage.ShouldBe(ModelStage.Staging);
    }

    [Fact]
    public async Task An_alias_moves_and_a_version_may_have_several()
    {
        await NewModelAsync("m");
        await NewVersionAsync("m");
        await NewVersionAsync("m");
        await Registry.SetAliasAsync("m", "champion", 1, Cancel);
        await Registry.SetAliasAsync("m", "Prod_1-x", 1, Cancel);
        (await Registry.GetModelVersionAsync("m", 1, Cancel)).Aliases.ShouldBe(["Prod_1-x", "champion"]);

        await Registry.SetAliasAsync("m", "champion", 2, Cancel);

        (await Registry.GetModelVersionAsync("m", 1, Cancel)).Aliases.ShouldBe(["Prod_1-x"]);
        var champion = await Registry.GetVersionByAliasAsync("m", "champion", Cancel);
        champion.Version.ShouldBe(2);
        champion.Aliases.ShouldBe(["champion"]);
        (await Registry.GetRegisteredModelAsync("m", Cancel)).Aliases
            .ShouldBe([new ModelAlias("Prod_1-x", 1), new ModelAlias("champion", 2)]);

        await Registry.DeleteAliasAsync("m", "champion", Cancel);
        await Registry.DeleteAliasAsync("m", "champion", Cancel);
        (await ShouldRefuseAsync(
            ErrorCode.InvalidParameterValue, () => Registry.GetVersionByAliasAsync("m", "champion", Cancel))).Message
            .ShouldBe("Registered model alias champion not found.");
    }

    [Fact]
    public async Task An_alias_belongs_to_one_model()
    {
        await NewModelAsync("a");
        await NewModelAsync("b");
        await NewVersionAsync("a");
        await NewVersionAsync("b");
        await NewVersionAsync("b");
        await Registry.SetAliasAsync("a", "x", 1, Cancel);
        await Registry.SetAliasAsync("b", "x", 2, Cancel);

        (await Registry.GetVersionByAliasAsync("a", "x", Cancel)).ShouldSatisfyAllConditions(
            version => version.Name.ShouldBe("a"), version => version.Version.ShouldBe(1));
        (await Registry.GetVersionByAliasAsync("b", "x", Cancel)).Version.ShouldBe(2);
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Registry.GetVersionByAliasAsync("no", "x", Cancel));
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("LATEST")]
    public async Task The_alias_latest_is_the_highest_number_in_any_stage(string alias)
    {
        await NewModelAsync("m");
        (await MissingAsync(() => Registry.GetVersionByAliasAsync("m", alias, Cancel))).ShouldBe("Latest version not found for model m.");
        await NewVersionAsync("m");
        await NewVersionAsync("m");
        await Registry.TransitionStageAsync("m", 2, ModelStage.Archived, false, Cancel);

        (await Registry.GetVersionByAliasAsync("m", alias, Cancel)).Version.ShouldBe(2);
        await MissingAsync(() => Registry.GetVersionByAliasAsync("no", alias, Cancel));
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Registry.SetAliasAsync("m", alias, 1, Cancel));
    }

    [Fact]
    public async Task A_version_made_of_another_has_its_files()
    {
        await NewModelAsync("m");
        await NewModelAsync("copy");
        await NewVersionAsync("m", "s3://bucket/1");
        await NewVersionAsync("m", "s3://bucket/2");
        await Registry.TransitionStageAsync("m", 1, ModelStage.Production, false, Cancel);
        await Registry.SetAliasAsync("m", "champion", 1, Cancel);

        await CopyAsync("models:/m/2", "s3://bucket/2");
        await CopyAsync("models:/m/production", "s3://bucket/1");
        await CopyAsync("models:/m@champion", "s3://bucket/1");
        await CopyAsync("models:/m/latest", "s3://bucket/2");
        await CopyAsync("models:/copy/1", "s3://bucket/2");
        await MissingAsync(() => NewVersionAsync("copy", "models:/m/9"));
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => NewVersionAsync("copy", "models:/m/2/x"));

        async Task CopyAsync(string source, string location)
        {
            var version = await NewVersionAsync("copy", source);
            version.Source.ShouldBe(source);
            (await Registry.GetDownloadUriAsync("copy", version.Version, Cancel)).ShouldBe(location);
        }
    }

    [Fact]
    public async Task A_version_made_of_a_logged_model_is_noted_there()
    {
        var run = await NewRunAsync();
        var model = await Store.Models.CreateModelAsync(NewLoggedModel.Create(Experiment.DefaultId, "logged", sourceRunId: run), Cancel);
        await NewModelAsync("ü\"m");

        var first = await Registry.CreateModelVersionAsync(
            NewModelVersion.Create("ü\"m", $"models:/{model.ModelId}", modelId: model.ModelId), Cancel);
        await Registry.CreateModelVersionAsync(
            NewModelVersion.Create("ü\"m", "s3://b/m", runId: "other", modelId: model.ModelId), Cancel);

        first.RunId.ShouldBe(run);
        (await Registry.GetDownloadUriAsync(first.Name, first.Version, Cancel)).ShouldBe(model.ArtifactUri);
        (await Registry.GetModelVersionAsync("ü\"m", 2, Cancel)).RunId.ShouldBe("other");
        (await Store.Models.GetModelAsync(model.ModelId, Cancel)).Tags.ShouldBe(
            [new Tag(RegisteredVersionsTag.Key, """[{"name": "\u00fc\"m", "version": 1}, {"name": "\u00fc\"m", "version": 2}]""")]);
    }

    [Fact]
    public async Task A_version_of_an_unknown_logged_model_is_refused_and_takes_no_number()
    {
        await NewModelAsync("m");

        (await MissingAsync(() => Registry.CreateModelVersionAsync(
            NewModelVersion.Create("m", "s3://b/m", runId: "r", modelId: "m-0"), Cancel))).ShouldBe("Logged model with ID 'm-0' not found.");
        (await MissingAsync(() => Registry.CreateModelVersionAsync(NewModelVersion.Create("m", "s3://b/m", modelId: "m-0"), Cancel)))
            .ShouldBe("Logged model with ID 'm-0' not found.");
        (await NewVersionAsync("m")).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_local_source_must_lie_in_the_artifacts_of_its_run()
    {
        var experiment = await Experiments.CreateExperimentAsync(NewExperiment.Create("local", "/data/leat"), Cancel);
        var run = await NewRunAsync(experiment);
        var artifacts = (await Runs.GetRunAsync(run, Cancel)).Info.ArtifactUri;
        await NewModelAsync("m");

        (await CreateAsync(artifacts + "/model", run)).StorageLocation.ShouldBe(Told(artifacts + "/model"));
        (await CreateAsync("file://" + artifacts, run)).Version.ShouldBe(2);
        foreach (var source in (string[])["/etc/passwd", artifacts + "-other", artifacts + "/../..", artifacts + "/%2e%2e/x", "model", "/data"])
        {
            (await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => CreateAsync(source, run))).Message
                .ShouldStartWith($"Invalid model version source: '{source}'. To use a local path");
        }

        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => CreateAsync(artifacts + "/model", null));
        (await MissingAsync(() => CreateAsync(artifacts + "/model", "nope"))).ShouldBe("Run with id=nope not found");

        Task<ModelVersion> CreateAsync(string source, string? runId) =>
            Registry.CreateModelVersionAsync(NewModelVersion.Create("m", source, runId), Cancel);
    }

    [Fact]
    public async Task A_prompt_has_a_source_that_leads_nowhere()
    {
        await NewPromptAsync("p");

        var version = await Registry.CreateModelVersionAsync(
            NewModelVersion.Create("p", "dummy-source", tags: [new Tag(PromptTags.IsPrompt, "true"), new Tag(PromptTags.Text, "Hi")]), Cancel);

        version.StorageLocation.ShouldBe("");
        (await Registry.GetDownloadUriAsync("p", 1, Cancel)).ShouldBe("dummy-source");
        await NewModelAsync("m");
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => NewVersionAsync("m", "models:/p/1"));
    }

    /// <summary>What a version tells of where its files lie.</summary>
    protected virtual string Told(string storageLocation) => storageLocation;

    private Task<RegisteredModel> NewModelAsync(string name) =>
        Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create(name), Cancel);

    private Task<RegisteredModel> NewPromptAsync(string name) =>
        Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create(name, tags: [new Tag(PromptTags.IsPrompt, "true")]), Cancel);

    private Task<ModelVersion> NewVersionAsync(string name, string source = "s3://bucket/model") =>
        Registry.CreateModelVersionAsync(NewModelVersion.Create(name, source), Cancel);

    private static async Task<string> MissingAsync(Func<Task> action) =>
        (await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, action)).Message;
}
