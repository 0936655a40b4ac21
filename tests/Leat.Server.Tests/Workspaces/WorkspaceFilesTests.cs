using System.Net;
using Leat.Core;
using Leat.Server.Artifacts;

namespace Leat.Server.Tests.Workspaces;

/// <summary>Files of workspaces through the artifact proxy.</summary>
public sealed class WorkspaceFilesTests : ArtifactTests
{
    private const string Proxy = "/api/2.0/mlflow-artifacts/artifacts";

    protected override LeatServerOptions Change(LeatServerOptions options) => options with { EnableWorkspaces = true };

    [Fact]
    public async Task Files_of_another_workspace_are_neither_read_nor_listed_nor_written()
    {
        var (a, b) = (await NewAsync("team-a"), await NewAsync("team-b"));
        await ShouldAsync(HttpStatusCode.OK, "team-a", HttpMethod.Put, $"{Proxy}/workspaces/team-a/{a}/f.txt", "of a");
        await PutAsync("f.txt", "of default");
        var ofDefault = Server.Run.ExperimentId;

        foreach (var (workspace, path) in ((string?, string)[])
        [
            ("team-b", $"workspaces/team-a/{a}/f.txt"), (null, $"workspaces/team-a/{a}/f.txt"), ("team-b", $"{a}/f.txt"), ("team-b", $"workspaces/team-b/{a}/f.txt"),
            ("team-a", $"{Server.RunRoot}/f.txt"), ("team-a", $"workspaces/default/{ofDefault}/f.txt"), (null, $"{b}/f.txt"), ("team-b", $"workspaces/none/{b}/f.txt"),
        ])
        {
            await ShouldAsync(HttpStatusCode.BadRequest, workspace, HttpMethod.Get, $"{Proxy}/{path}");
            await ShouldAsync(HttpStatusCode.BadRequest, workspace, HttpMethod.Put, $"{Proxy}/{path}", "stolen");
            await ShouldAsync(HttpStatusCode.BadRequest, workspace, HttpMethod.Delete, $"{Proxy}/{path}");
            await ShouldAsync(HttpStatusCode.BadRequest, workspace, HttpMethod.Get, $"{Proxy}?path={Path.GetDirectoryName(path)}");
            await ShouldAsync(HttpStatusCode.BadRequest, workspace, HttpMethod.Get, $"/api/2.0/mlflow-artifacts/presigned/{path}", status: HttpStatusCode.NotImplemented);
        }

        (await ShouldAsync(HttpStatusCode.OK, "team-a", HttpMethod.Get, $"{Proxy}/workspaces/team-a/{a}/f.txt")).ShouldBe("of a");
        (await ShouldAsync(HttpStatusCode.OK, null, HttpMethod.Get, $"{Proxy}/{Server.RunRoot}/f.txt")).ShouldBe("of default");
        (await ShouldAsync(HttpStatusCode.OK, "team-a", HttpMethod.Get, Proxy)).ShouldBe($$"""{"files":[{"path":"{{a}}","is_dir":true}]}""");
        (await ShouldAsync(HttpStatusCode.OK, null, HttpMethod.Get, Proxy)).ShouldNotContain("workspaces");
        await ShouldAsync(HttpStatusCode.BadRequest, null, HttpMethod.Get, Proxy + "?path=workspaces");
        await ShouldAsync(HttpStatusCode.BadRequest, "team-b", HttpMethod.Get, Proxy + "?path=workspaces/team-a");
    }

    [Fact]
    public async Task A_version_hands_out_no_files_of_another_workspace()
    {
        var (a, b) = (await NewAsync("team-a"), await NewAsync("team-b"));
        await ShouldAsync(HttpStatusCode.OK, "team-a", HttpMethod.Put, $"{Proxy}/workspaces/team-a/{a}/m/f.txt", "of a");
        await ShouldAsync(HttpStatusCode.OK, "team-b", HttpMethod.Put, $"{Proxy}/workspaces/team-b/{b}/m/f.txt", "of b");
        foreach (var workspace in (string[])["team-a", "team-b"])
            await PostAsync(workspace, "registered-models/create", """{"name":"m"}""");
        await PostAsync("team-b", "model-versions/create", $$"""{"name":"m","source":"mlflow-artifacts:/workspaces/team-a/{{a}}/m"}""");
        await PostAsync("team-b", "model-versions/create", """{"name":"m","source":"s3://somewhere/m"}""");
        await PostAsync("team-b", "model-versions/create", $$"""{"name":"m","source":"mlflow-artifacts:/workspaces/team-b/{{b}}/m"}""");

        await ShouldAsync(HttpStatusCode.BadRequest, "team-b", HttpMethod.Get, "/model-versions/get-artifact?name=m&version=1&path=f.txt");
        await ShouldAsync(HttpStatusCode.BadRequest, "team-b", HttpMethod.Get, "/model-versions/get-artifact?name=m&version=2&path=f.txt");
        (await ShouldAsync(HttpStatusCode.OK, "team-b", HttpMethod.Get, "/model-versions/get-artifact?name=m&version=3&path=f.txt")).ShouldBe("of b");
        (await ShouldAsync(HttpStatusCode.OK, null, HttpMethod.Get, "/model-versions/get-artifact?name=m&version=3&path=f.txt&workspace=team-b")).ShouldBe("of b");
    }

    [Fact]
    public async Task Files_come_along_when_a_workspace_moves_to_the_default_one()
    {
        var a = await NewAsync("team-a");
        await ShouldAsync(HttpStatusCode.OK, "team-a", HttpMethod.Put, $"{Proxy}/workspaces/team-a/{a}/f.txt", "of a");

        await ShouldAsync(HttpStatusCode.NoContent, null, HttpMethod.Delete, "/api/3.0/mlflow/workspaces/team-a?mode=SET_DEFAULT");
        (await ShouldAsync(HttpStatusCode.OK, null, HttpMethod.Get, $"{Proxy}/workspaces/team-a/{a}/f.txt")).ShouldBe("of a");

        // Whoever gets the name next does not get the files.
        await NewAsync("team-a");
        await ShouldAsync(HttpStatusCode.BadRequest, "team-a", HttpMethod.Get, $"{Proxy}/workspaces/team-a/{a}/f.txt");
    }

    private async Task<string> NewAsync(string workspace)
    {
        await Server.Store.Workspaces.CreateWorkspaceAsync(new Workspace(workspace, null, null), Cancellation);
        var store = await Server.Store.Workspaces.OpenWorkspaceAsync(workspace, Cancellation);
        return await store.Experiments.CreateExperimentAsync(NewExperiment.Create("e of " + workspace), Cancellation);
    }

    private Task<string> PostAsync(string workspace, string call, string json) =>
        ShouldAsync(HttpStatusCode.OK, workspace, HttpMethod.Post, "/api/2.0/mlflow/" + call, json, "application/json");

    private async Task<string> ShouldAsync(
        HttpStatusCode expected, string? workspace, HttpMethod method, string path, string? body = null, string type = "text/plain", HttpStatusCode? status = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (workspace is not null)
            request.Headers.Add("X-MLFLOW-WORKSPACE", workspace);
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, type);
        using var answer = await Http.SendAsync(request, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        answer.StatusCode.ShouldBeOneOf(expected, status ?? expected);
        return text;
    }
}
