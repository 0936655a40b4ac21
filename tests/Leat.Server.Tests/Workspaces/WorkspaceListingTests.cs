using Leat.Core;

namespace Leat.Server.Tests.Workspaces;

/// <summary>What lists and searches show of a server with several workspaces. It is a server of its own: on one where clients of a workspace have
/// noted ids of another, as <see cref="WorkspaceMatrixTests"/> has them do, these come back to whoever noted them.</summary>
public sealed class WorkspaceListingTests(WorkspaceFixture fixture) : IClassFixture<WorkspaceFixture>
{
    [Fact]
    public async Task Searches_and_listings_show_only_what_is_in_the_workspace()
    {
        var b = fixture.OfB;
        (string Method, string Path, string? Json, string List, string? Id)[] listings =
        [
            ("POST", "/api/2.0/mlflow/experiments/search", """{"max_results":100}""", "experiments", b[ResourceKind.Experiment]),
            ("POST", "/api/leat/1.0/experiments/table", "{}", "experiments", b[ResourceKind.Experiment]),
            ("POST", "/api/2.0/mlflow/runs/search", $$"""{"experiment_ids":["{{fixture.OfA[ResourceKind.Experiment]}}","{{b[ResourceKind.Experiment]}}"]}""", "runs", b[ResourceKind.Run]),
            ("POST", "/api/leat/1.0/runs/search", $$"""{"experiment_ids":["{{fixture.OfA[ResourceKind.Experiment]}}","{{b[ResourceKind.Experiment]}}"]}""", "runs", b[ResourceKind.Run]),
            ("GET", "/api/2.0/mlflow/registered-models/search", null, "registered_models", "team-b-model"),
            ("GET", "/api/2.0/mlflow/model-versions/search", null, "model_versions", "team-b-model"),
            ("GET", "/api/2.0/mlflow/webhooks", null, "webhooks", b[ResourceKind.Webhook]),
            ("POST", "/api/3.0/mlflow/datasets/search", "{}", "datasets", b[ResourceKind.EvaluationDataset]),
            ("POST", "/api/3.0/mlflow/issues/search", "{}", "issues", b[ResourceKind.Issue]),
            ("GET", $"/api/3.0/mlflow/scorers/online-configs?scorer_ids={fixture.OfA[ResourceKind.Scorer]}&scorer_ids={b[ResourceKind.Scorer]}", null, "configs", b[ResourceKind.Scorer]),
        ];
        foreach (var (method, path, json, list, id) in listings)
        {
            var answer = await fixture.CallAsync("team-b", method, path, json);
            var text = answer[list]!.ToJsonString();
            text.ShouldContain($"\"{id}\"");
            text.ShouldNotContain("team-a");
            text.ShouldNotContain($"\"experiment_id\":\"{fixture.OfA[ResourceKind.Experiment]}\"");
            foreach (var ofA in fixture.OfA.Where(one => one.Key != ResourceKind.Experiment))
                text.ShouldNotContain($"\"{ofA.Value}\"");
        }
    }
}
