using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification;

/// <summary>The behaviour of every store with workspaces.</summary>
public abstract class WorkspaceStoreSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private static readonly WebhookEvent VersionCreated = new(WebhookEntity.ModelVersion, WebhookAction.Created);

    private IWorkspaceStore Workspaces => Store.Workspaces;

    [Fact]
    public async Task A_store_has_the_default_workspace_and_those_that_were_created()
    {
        await Workspaces.CreateWorkspaceAsync(new Workspace("team-b", null, null), Cancel);
        await Workspaces.CreateWorkspaceAsync(new Workspace("team-a", "tells 日本 𝄞", "s3://bucket/a"), Cancel);

        (await Workspaces.ListWorkspacesAsync(Cancel)).ShouldBe(
        [
            new Workspace("default", null, null), new Workspace("team-a", "tells 日本 𝄞", "s3://bucket/a"), new Workspace("team-b", null, null),
        ]);
        (await Workspaces.GetWorkspaceAsync("team-a", Cancel)).Description.ShouldBe("tells 日本 𝄞");
        (await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Workspaces.GetWorkspaceAsync("team-c", Cancel)))
            .Message.ShouldBe("Workspace 'team-c' not found");
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Workspaces.OpenWorkspaceAsync("team-c", Cancel));
    }

    [Fact]
    public async Task A_name_is_given_once_and_must_be_allowed()
    {
        await Workspaces.CreateWorkspaceAsync(new Workspace("team-a", null, null), Cancel);

        await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => Workspaces.CreateWorkspaceAsync(new Workspace("team-a", null, null), Cancel));
        foreach (var name in (string[])["default", "api", "workspaces", "Team", "a", "-a", "a-", "a--b", "a_b", "a b", new('a', 64)])
            await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Workspaces.CreateWorkspaceAsync(new Workspace(name, null, null), Cancel));
    }

    [Fact]
    public async Task A_change_keeps_what_it_does_not_name_and_an_empty_root_clears()
    {
        await Workspaces.CreateWorkspaceAsync(new Workspace("team-a", "first", "s3://bucket/a"), Cancel);

        (await Workspaces.UpdateWorkspaceAsync("team-a", WorkspaceUpdate.Create("second", null), Cancel)).ShouldBe(new Workspace("team-a", "second", "s3://bucket/a"));
        (await Workspaces.UpdateWorkspaceAsync("team-a", WorkspaceUpdate.Create(null, ""), Cancel)).ShouldBe(new Workspace("team-a", "second", null));
        (await Workspaces.UpdateWorkspaceAsync("default", WorkspaceUpdate.Create("everybody's", null), Cancel)).Description.ShouldBe("everybody's");
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Workspaces.UpdateWorkspaceAsync("team-c", WorkspaceUpdate.Create("x", null), Cancel));
        Should.Throw<LeatException>(() => WorkspaceUpdate.Create(null, null)).Code.ShouldBe(ErrorCode.InvalidParameterValue);
    }

    [Fact]
    public async Task Names_of_experiments_are_taken_and_found_within_one_workspace()
    {
        var (a, b) = (await NewWorkspaceAsync("team-a"), await NewWorkspaceAsync("team-b"));
        var ids = new List<string>();
        foreach (var store in (ITrackingStore[])[Store, a, b])
            ids.Add(await store.Experiments.CreateExperimentAsync(NewExperiment.Create("shared"), Cancel));
        var other = await a.Experiments.CreateExperimentAsync(NewExperiment.Create("only in a"), Cancel);

        ids.Distinct().Count().ShouldBe(3);
        (await a.Experiments.FindExperimentByNameAsync("shared", Cancel))!.ExperimentId.ShouldBe(ids[1]);
        (await b.Experiments.FindExperimentByNameAsync("shared", Cancel))!.ExperimentId.ShouldBe(ids[2]);
        (await Experiments.FindExperimentByNameAsync("shared", Cancel))!.ExperimentId.ShouldBe(ids[0]);
        (await b.Experiments.FindExperimentByNameAsync("only in a", Cancel)).ShouldBeNull();
        await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => a.Experiments.CreateExperimentAsync(NewExperiment.Create("shared"), Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => a.Experiments.RenameExperimentAsync(other, "shared", Cancel));
        await a.Experiments.RenameExperimentAsync(other, "Default", Cancel);
    }

    [Fact]
    public async Task A_search_for_experiments_finds_those_of_the_workspace_in_full_pages()
    {
        var a = await NewWorkspaceAsync("team-a");
        for (var i = 0; i < 5; i++)
        {
            await a.Experiments.CreateExperimentAsync(NewExperiment.Create($"a {i}"), Cancel);
            await NewExperimentAsync($"default {i}");
        }

        var found = new List<string>();
        string? token = null;
        do
        {
            var page = await a.Experiments.SearchExperimentsAsync(new ExperimentQuery { MaxResults = 2, OrderBy = ExperimentSearch.ParseOrderBy(["name"]), PageToken = token }, Cancel);
            page.Items.Count.ShouldBe(found.Count < 4 ? 2 : 1);
            found.AddRange(page.Items.Select(one => one.Name));
            token = page.NextPageToken;
        }
        while (token is not null);

        found.ShouldBe(["a 0", "a 1", "a 2", "a 3", "a 4"]);
        (await Experiments.SearchExperimentsAsync(new ExperimentQuery(), Cancel)).Items.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Files_of_a_workspace_go_below_a_folder_or_root_of_its_own()
    {
        var a = await NewWorkspaceAsync("team-a");
        await Workspaces.CreateWorkspaceAsync(new Workspace("team-b", null, "s3://bucket/b"), Cancel);
        var b = await Workspaces.OpenWorkspaceAsync("team-b", Cancel);

        var ofDefault = await Experiments.GetExperimentAsync(await NewExperimentAsync(), Cancel);
        var ofA = await a.Experiments.GetExperimentAsync(await a.Experiments.CreateExperimentAsync(NewExperiment.Create("x"), Cancel), Cancel);
        var ofB = await b.Experiments.GetExperimentAsync(await b.Experiments.CreateExperimentAsync(NewExperiment.Create("x"), Cancel), Cancel);

        var root = ofDefault.ArtifactLocation[..^(ofDefault.ExperimentId.Length + 1)];
        ofA.ArtifactLocation.ShouldBe($"{root}/workspaces/team-a/{ofA.ExperimentId}");
        ofB.ArtifactLocation.ShouldBe($"s3://bucket/b/{ofB.ExperimentId}");
    }

    [Fact]
    public async Task Registered_models_and_their_versions_are_found_in_their_workspace_only()
    {
        var (a, b) = (await NewWorkspaceAsync("team-a"), await NewWorkspaceAsync("team-b"));
        foreach (var (store, text) in ((ITrackingStore, string)[])[(a, "of a"), (b, "of b")])
        {
            await store.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create("shared", text), Cancel);
            await store.Registry.CreateModelVersionAsync(NewModelVersion.Create("shared", "s3://bucket/" + text[^1]), Cancel);
            await store.Registry.SetAliasAsync("shared", "best", 1, Cancel);
        }

        (await a.Registry.GetRegisteredModelAsync("shared", Cancel)).Description.ShouldBe("of a");
        (await b.Registry.GetModelVersionAsync("shared", 1, Cancel)).Source.ShouldBe("s3://bucket/b");
        (await b.Registry.GetVersionByAliasAsync("shared", "best", Cancel)).Source.ShouldBe("s3://bucket/b");
        (await a.Registry.GetLatestVersionsAsync("shared", [], Cancel)).ShouldHaveSingleItem().Source.ShouldBe("s3://bucket/a");
        (await a.Registry.SearchModelVersionsAsync(new ModelVersionQuery(), Cancel)).Items.ShouldHaveSingleItem().Source.ShouldBe("s3://bucket/a");
        (await b.Registry.SearchRegisteredModelsAsync(new RegisteredModelQuery(), Cancel)).Items.ShouldHaveSingleItem().Description.ShouldBe("of b");
        (await Store.Registry.SearchRegisteredModelsAsync(new RegisteredModelQuery(), Cancel)).Items.ShouldBeEmpty();
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Store.Registry.GetRegisteredModelAsync("shared", Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Store.Registry.GetModelVersionAsync("shared", 1, Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Store.Registry.DeleteRegisteredModelAsync("shared", Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Store.Registry.SetModelVersionTagAsync("shared", 1, new Tag("k", "v"), Cancel));
        await a.Registry.DeleteRegisteredModelAsync("shared", Cancel);
        (await b.Registry.GetModelVersionAsync("shared", 1, Cancel)).Aliases.ShouldBe(["best"]);
    }

    [Fact]
    public async Task Webhooks_are_listed_in_their_workspace_and_say_which_it_is()
    {
        var a = await NewWorkspaceAsync("team-a");
        var ofA = await a.Webhooks.CreateWebhookAsync(NewWebhook.Create("hook", "https://example.com/a", [VersionCreated], ["https"]), Cancel);
        var ofDefault = await Store.Webhooks.CreateWebhookAsync(NewWebhook.Create("hook", "https://example.com/d", [VersionCreated], ["https"]), Cancel);

        (await a.Webhooks.ListWebhooksAsync(10, cancellationToken: Cancel)).Items.ShouldHaveSingleItem().WebhookId.ShouldBe(ofA.WebhookId);
        (await Store.Webhooks.ListWebhooksAsync(10, cancellationToken: Cancel)).Items.ShouldHaveSingleItem().WebhookId.ShouldBe(ofDefault.WebhookId);
        (await Store.Webhooks.ListActiveWebhooksAsync(Cancel)).Select(hook => hook.Workspace).ShouldBe(["team-a", "default"]);
        ofA.Workspace.ShouldBe("team-a");
    }

    [Fact]
    public async Task Evaluation_datasets_are_searched_in_their_workspace()
    {
        var a = await NewWorkspaceAsync("team-a");
        var ofA = await a.EvaluationDatasets.CreateDatasetAsync(NewEvaluationDataset.Create("set"), Cancel);
        var ofDefault = await Store.EvaluationDatasets.CreateDatasetAsync(NewEvaluationDataset.Create("set"), Cancel);

        (await a.EvaluationDatasets.SearchDatasetsAsync(new EvaluationDatasetQuery(), Cancel)).Items.ShouldHaveSingleItem().DatasetId.ShouldBe(ofA.DatasetId);
        (await Store.EvaluationDatasets.SearchDatasetsAsync(new EvaluationDatasetQuery(), Cancel)).Items.ShouldHaveSingleItem().DatasetId.ShouldBe(ofDefault.DatasetId);
    }

    [Fact]
    public async Task Issues_of_all_experiments_are_those_of_the_workspace()
    {
        var a = await NewWorkspaceAsync("team-a");
        var experiment = await a.Experiments.CreateExperimentAsync(NewExperiment.Create("x"), Cancel);
        var ofA = await a.Issues.CreateIssueAsync(NewIssue.Create(new Issue("", experiment, "slow", "is slow", IssueStatus.Pending, 0, 0)), Cancel);
        var ofDefault = await Store.Issues.CreateIssueAsync(NewIssue.Create(new Issue("", "0", "slow", "is slow", IssueStatus.Pending, 0, 0)), Cancel);

        (await a.Issues.SearchIssuesAsync(new IssueQuery(), Cancel)).Items.ShouldHaveSingleItem().IssueId.ShouldBe(ofA.IssueId);
        (await Store.Issues.SearchIssuesAsync(new IssueQuery(), Cancel)).Items.ShouldHaveSingleItem().IssueId.ShouldBe(ofDefault.IssueId);
    }

    [Fact]
    public async Task A_dataset_of_runs_in_two_workspaces_keeps_what_was_said_in_each()
    {
        var a = await NewWorkspaceAsync("team-a");
        var runs = new List<string>();
        foreach (var store in (ITrackingStore[])[Store, a])
        {
            var experiment = await store.Experiments.CreateExperimentAsync(NewExperiment.Create("x"), Cancel);
            var run = await NewRunAsync(experiment);
            var dataset = new Dataset("data", "d1", "local", "here", $"schema {runs.Count}", $"profile {runs.Count}");
            await store.Runs.LogInputsAsync(LogInputs.Create(run, [new DatasetInput(dataset, [])]), Cancel);
            runs.Add(run);
        }

        (await Runs.GetRunAsync(runs[0], Cancel)).Inputs.Datasets.ShouldHaveSingleItem().Dataset.Profile.ShouldBe("profile 0");
        (await Runs.GetRunAsync(runs[1], Cancel)).Inputs.Datasets.ShouldHaveSingleItem().Dataset.Profile.ShouldBe("profile 1");
    }

    [Fact]
    public async Task What_exists_in_another_workspace_is_told_from_what_does_not_exist()
    {
        var a = await NewWorkspaceAsync("team-a");
        var experiment = await a.Experiments.CreateExperimentAsync(NewExperiment.Create("x"), Cancel);
        var run = await NewRunAsync(experiment);
        var dataset = (await a.EvaluationDatasets.CreateDatasetAsync(NewEvaluationDataset.Create("set"), Cancel)).DatasetId;
        var webhook = (await a.Webhooks.CreateWebhookAsync(NewWebhook.Create("hook", "https://example.com/a", [VersionCreated], ["https"]), Cancel)).WebhookId;
        var issue = (await a.Issues.CreateIssueAsync(NewIssue.Create(new Issue("", experiment, "slow", "is slow", IssueStatus.Pending, 0, 0)), Cancel)).IssueId;
        var here = await NewRunAsync();
        ResourceName[] ofA =
        [
            new(ResourceKind.Experiment, experiment), new(ResourceKind.Run, run), new(ResourceKind.EvaluationDataset, dataset),
            new(ResourceKind.Webhook, webhook), new(ResourceKind.Issue, issue),
        ];
        ResourceName[] others =
        [
            new(ResourceKind.Experiment, "0"), new(ResourceKind.Experiment, "nothing"), new(ResourceKind.Run, here), new(ResourceKind.Run, "nothing"),
            .. Enum.GetValues<ResourceKind>().Select(kind => new ResourceName(kind, "987654321")),
        ];

        (await Workspaces.FindForeignAsync([.. ofA, .. others], Cancel)).ShouldBe(ofA, ignoreOrder: true);
        (await a.Workspaces.FindForeignAsync([.. ofA, .. others], Cancel)).ShouldBe([new(ResourceKind.Experiment, "0"), new(ResourceKind.Run, here)], ignoreOrder: true);
        (await Workspaces.FindForeignAsync([new(ResourceKind.Run, run)], Cancel)).ShouldHaveSingleItem();
        (await Workspaces.FindForeignAsync([], Cancel)).ShouldBeEmpty();
        (await Workspaces.HasOnlyDefaultAsync(Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_workspace_with_contents_is_not_deleted_unless_that_is_asked_for()
    {
        var a = await NewWorkspaceAsync("team-a");
        await NewWorkspaceAsync("empty");
        await a.Experiments.CreateExperimentAsync(NewExperiment.Create("x"), Cancel);

        await ShouldRefuseAsync(ErrorCode.InvalidState, () => Workspaces.DeleteWorkspaceAsync("team-a", WorkspaceDeletion.Restrict, Cancel));
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Workspaces.DeleteWorkspaceAsync("default", WorkspaceDeletion.Restrict, Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Workspaces.DeleteWorkspaceAsync("team-c", WorkspaceDeletion.Cascade, Cancel));
        await Workspaces.DeleteWorkspaceAsync("empty", WorkspaceDeletion.Restrict, Cancel);

        (await Workspaces.ListWorkspacesAsync(Cancel)).Select(one => one.Name).ShouldBe(["default", "team-a"]);
    }

    [Fact]
    public async Task Contents_go_with_their_workspace_and_leave_the_rest_alone()
    {
        var a = await NewWorkspaceAsync("team-a");
        var (run, experiment) = await FillAsync(a, "shared");
        var (kept, _) = await FillAsync(Store, "shared");

        await Workspaces.DeleteWorkspaceAsync("team-a", WorkspaceDeletion.Cascade, Cancel);

        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Runs.GetRunAsync(run, Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Experiments.GetExperimentAsync(experiment, Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Runs.LogAsync(LogBatch.Create(run, [], [], [new Tag("k", "v")]), Cancel));
        (await Workspaces.HasOnlyDefaultAsync(Cancel)).ShouldBeTrue();
        (await Runs.GetRunAsync(kept, Cancel)).Info.RunId.ShouldBe(kept);
        (await Store.Registry.GetModelVersionAsync("shared", 1, Cancel)).Source.ShouldBe("s3://bucket/shared");
        (await Store.Purge.FindAsync(new PurgeQuery(PurgeKind.Experiment), Cancel)).ShouldHaveSingleItem().Id.ShouldBe(experiment);
        (await Store.Purge.MarkAsync(await Store.Purge.FindAsync(new PurgeQuery(PurgeKind.Experiment), Cancel), Cancel)).ShouldHaveSingleItem();

        // What still works in it, on this server or another, makes nothing that nobody could ever see.
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => a.Experiments.CreateExperimentAsync(NewExperiment.Create("late"), Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => a.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create("late"), Cancel));

        // A new workspace of the name is another one.
        var again = await NewWorkspaceAsync("team-a");
        (await again.Experiments.FindExperimentByNameAsync("shared", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Contents_move_to_the_default_workspace_unless_a_name_is_taken_there()
    {
        var a = await NewWorkspaceAsync("team-a");
        var (run, experiment) = await FillAsync(a, "moving");
        var clash = await NewExperimentAsync("moving");

        (await ShouldRefuseAsync(ErrorCode.InvalidState, () => Workspaces.DeleteWorkspaceAsync("team-a", WorkspaceDeletion.SetDefault, Cancel)))
            .Message.ShouldContain("'moving'");
        (await Experiments.FindExperimentByNameAsync("moving", Cancel))!.ExperimentId.ShouldBe(clash);
        await Experiments.RenameExperimentAsync(clash, "other", Cancel);
        await Workspaces.DeleteWorkspaceAsync("team-a", WorkspaceDeletion.SetDefault, Cancel);

        (await Experiments.FindExperimentByNameAsync("moving", Cancel))!.ExperimentId.ShouldBe(experiment);
        (await Runs.GetRunAsync(run, Cancel)).Info.ExperimentId.ShouldBe(experiment);
        (await Store.Registry.GetModelVersionAsync("moving", 1, Cancel)).Source.ShouldBe("s3://bucket/moving");
        (await Store.Webhooks.ListWebhooksAsync(10, cancellationToken: Cancel)).Items.ShouldHaveSingleItem().Workspace.ShouldBe("default");
        (await Store.EvaluationDatasets.SearchDatasetsAsync(new EvaluationDatasetQuery(), Cancel)).Items.Count.ShouldBe(1);
        (await Workspaces.ListWorkspacesAsync(Cancel)).ShouldHaveSingleItem();
    }

    private async Task<ITrackingStore> NewWorkspaceAsync(string name)
    {
        await Workspaces.CreateWorkspaceAsync(new Workspace(name, null, null), Cancel);
        return await Workspaces.OpenWorkspaceAsync(name, Cancel);
    }

    /// <summary>One thing of each kind.</summary>
    private static async Task<(string Run, string Experiment)> FillAsync(ITrackingStore store, string name)
    {
        var experiment = await store.Experiments.CreateExperimentAsync(NewExperiment.Create(name), Cancel);
        var run = await store.Runs.CreateRunAsync(NewRun.Create(experiment, "a run", "ann", 1), Cancel);
        await store.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create(name, tags: [new Tag("k", "v")]), Cancel);
        await store.Registry.CreateModelVersionAsync(NewModelVersion.Create(name, $"s3://bucket/{name}", tags: [new Tag("k", "v")]), Cancel);
        await store.Registry.SetAliasAsync(name, "best", 1, Cancel);
        await store.Webhooks.CreateWebhookAsync(NewWebhook.Create("hook", "https://example.com/a", [VersionCreated], ["https"]), Cancel);
        var dataset = await store.EvaluationDatasets.CreateDatasetAsync(NewEvaluationDataset.Create(name, [experiment]), Cancel);
        await store.EvaluationDatasets.SetTagsAsync(dataset.DatasetId, [new Tag("k", "v")], Cancel);
        return (run.Info.RunId, experiment);
    }
}
