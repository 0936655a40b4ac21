using System.Net;
using Leat.Core;

namespace Leat.Server.Tests.Workspaces;

/// <summary>The header, and the calls for workspaces themselves.</summary>
public sealed class WorkspaceTests(WorkspaceFixture fixture) : IClassFixture<WorkspaceFixture>
{
    private const string All = "/api/3.0/mlflow/workspaces";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("default")]
    [InlineData(" default ")]
    public async Task Without_a_workspace_the_default_one_is_meant(string? header)
    {
        var found = await fixture.CallAsync(header, "GET", "/api/2.0/mlflow/experiments/get?experiment_id=0");

        found["experiment"]!["name"]!.GetValue<string>().ShouldBe("Default");
        (await fixture.SendAsync("team-a", "GET", "/api/2.0/mlflow/experiments/get?experiment_id=0")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("ghost", HttpStatusCode.NotFound, "Workspace 'ghost' not found")]
    [InlineData("Team-A", HttpStatusCode.BadRequest, "is not valid")]
    [InlineData("a--b", HttpStatusCode.BadRequest, "is not valid")]
    [InlineData("api", HttpStatusCode.BadRequest, "is reserved")]
    public async Task A_workspace_that_is_not_there_is_said(string header, HttpStatusCode status, string message)
    {
        foreach (var path in (string[])["/api/2.0/mlflow/experiments/get?experiment_id=0", "/ajax-api/2.0/mlflow/webhooks", "/api/leat/1.0/info"])
        {
            var answer = await fixture.SendAsync(header, "GET", path);
            answer.Status.ShouldBe(status, path);
            answer.Text.ShouldContain(message);
        }

        (await fixture.SendAsync(header, "GET", "/api/3.0/mlflow/server-info")).Status.ShouldBe(HttpStatusCode.OK);
        (await fixture.SendAsync(header, "GET", "/health")).Status.ShouldBe(HttpStatusCode.OK);
        (await fixture.SendAsync(header, "GET", All)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_server_says_that_it_has_workspaces()
    {
        (await fixture.CallAsync(null, "GET", "/api/3.0/mlflow/server-info"))["workspaces_enabled"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task An_experiment_says_in_which_workspace_it_is()
    {
        var id = fixture.OfA[ResourceKind.Experiment];
        foreach (var path in (string[])[$"get?experiment_id={id}", "get-by-name?experiment_name=shared"])
        {
            var found = await fixture.CallAsync("team-a", "GET", "/api/2.0/mlflow/experiments/" + path);
            found["experiment"]!["workspace"]!.GetValue<string>().ShouldBe("team-a");
        }

        foreach (var (header, workspace) in ((string?, string)[])[("team-a", "team-a"), (null, "default")])
        {
            var found = await fixture.CallAsync(header, "POST", "/api/2.0/mlflow/experiments/search", """{"max_results":100}""");
            found["experiments"]!.AsArray().Select(each => each!["workspace"]!.GetValue<string>()).Distinct().ShouldBe([workspace]);
        }
    }

    [Fact]
    public async Task An_address_may_name_the_workspace()
    {
        var id = fixture.OfA[ResourceKind.Experiment];

        (await fixture.SendAsync(null, "GET", $"/api/2.0/mlflow/experiments/get?experiment_id={id}&workspace=team-a")).Status.ShouldBe(HttpStatusCode.OK);
        (await fixture.SendAsync("team-b", "GET", $"/api/2.0/mlflow/experiments/get?experiment_id={id}&workspace=team-a")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_workspace_is_made_changed_and_deleted()
    {
        (await fixture.SendAsync(null, "POST", All, """{"name":"life","description":"d","default_artifact_root":"s3://b/c"}"""))
            .ShouldBe((HttpStatusCode.Created, """{"workspace":{"name":"life","description":"d","default_artifact_root":"s3://b/c"}}"""));
        var again = await fixture.SendAsync(null, "POST", All, """{"name":"life"}""");
        again.Status.ShouldBe(HttpStatusCode.BadRequest);
        again.Text.ShouldContain("RESOURCE_ALREADY_EXISTS");
        (await fixture.SendAsync(null, "POST", All, """{"name":"default"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await fixture.CallAsync(null, "GET", All))["workspaces"]!.ToJsonString().ShouldContain("""{"name":"life",""");
        (await fixture.SendAsync(null, "PATCH", All + "/life", """{"default_artifact_root":""}"""))
            .ShouldBe((HttpStatusCode.OK, """{"workspace":{"name":"life","description":"d"}}"""));
        (await fixture.SendAsync(null, "PATCH", All + "/life", "{}")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await fixture.SendAsync(null, "PATCH", All + "/ghost", """{"description":"x"}""")).Status.ShouldBe(HttpStatusCode.NotFound);
        await fixture.CallAsync("life", "POST", "/api/2.0/mlflow/experiments/create", """{"name":"x"}""");

        var refused = await fixture.SendAsync(null, "DELETE", All + "/life");
        refused.Text.ShouldContain("INVALID_STATE");
        ((int)refused.Status).ShouldBeLessThan(500);
        (await fixture.SendAsync(null, "DELETE", All + "/life?mode=ALL")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await fixture.SendAsync(null, "DELETE", All + "/default?mode=CASCADE")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await fixture.SendAsync(null, "DELETE", All + "/life?mode=CASCADE")).ShouldBe((HttpStatusCode.NoContent, ""));

        (await fixture.SendAsync(null, "GET", All + "/life")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await fixture.SendAsync("life", "GET", "/api/2.0/mlflow/experiments/search?max_results=1")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Experiments_have_their_files_below_the_folder_of_their_workspace_and_nowhere_else()
    {
        var id = fixture.OfA[ResourceKind.Experiment];

        (await fixture.CallAsync("team-a", "GET", $"/api/2.0/mlflow/experiments/get?experiment_id={id}"))["experiment"]!["artifact_location"]!.GetValue<string>()
            .ShouldBe($"mlflow-artifacts:/workspaces/team-a/{id}");
        var given = await fixture.SendAsync("team-a", "POST", "/api/2.0/mlflow/experiments/create", """{"name":"given","artifact_location":"mlflow-artifacts:/0"}""");
        given.Status.ShouldBe(HttpStatusCode.BadRequest);
        given.Text.ShouldContain("artifact_location cannot be specified when workspaces are enabled");
    }
}
