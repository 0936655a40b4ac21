using System.Net;
using System.Net.Http.Json;
using Leat.Core;

namespace Leat.Server.Artifacts;

/// <summary>Newer clients and plug-ins may ask for addresses at which a store itself takes files. The stores here give none; those that do have tests of their own.</summary>
public sealed class PresignedUrlTests : ArtifactTests
{
    [Theory]
    [InlineData("/api/2.0/mlflow-artifacts/presigned/1/a.txt")]
    [InlineData("/ajax-api/2.0/mlflow-artifacts/presigned/1/a b/c.txt")]
    public async Task The_proxy_has_none(string path) => await ShouldFailAsync(
        await Http.GetAsync(path, Cancellation), HttpStatusCode.NotImplemented, "NOT_IMPLEMENTED", "Presigned addresses are not supported for the current artifact repository");

    [Theory]
    [InlineData("upload")]
    [InlineData("download")]
    public async Task Files_behind_the_proxy_have_none(string kind) => await ShouldFailAsync(
        await PostAsync(kind, new { run_id = Server.Run.RunId, path = "a.txt", expiration = 900 }), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");

    [Theory]
    [InlineData("upload")]
    [InlineData("download")]
    public async Task A_store_that_cannot_sign_says_so(string kind)
    {
        var experiment = await PostAsync("/api/2.0/mlflow/experiments/create", new { name = "s3", artifact_location = "s3://bucket/x" });
        var id = (await experiment.Content.ReadFromJsonAsync<Dictionary<string, string>>(Cancellation))!["experiment_id"];
        var model = await Server.Store.Models.CreateModelAsync(NewLoggedModel.Create(id), Cancellation);
        var run = await Server.Store.Runs.CreateRunAsync(NewRun.Create(id, "r"), Cancellation);

        foreach (var body in (object[])[new { run_id = run.Info.RunId, path = "a" }, new { model_id = model.ModelId, path = "a" }])
            await ShouldFailAsync(await PostAsync(kind, body), HttpStatusCode.NotImplemented, "NOT_IMPLEMENTED");
    }

    [Fact]
    public async Task A_request_names_one_owner_and_a_file_below_it()
    {
        await ShouldFailAsync(await PostAsync("upload", new { path = "a" }), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "Name exactly one owner of the file: run_id or model_id.");
        await ShouldFailAsync(await PostAsync("upload", new { run_id = "a", model_id = "b", path = "a" }), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
        await ShouldFailAsync(await PostAsync("upload", new { run_id = Server.Run.RunId }), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
        await ShouldFailAsync(await PostAsync("upload", new { run_id = Server.Run.RunId, path = "../a" }), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
        await ShouldFailAsync(await PostAsync("download", new { run_id = new string('0', 32), path = "a" }), HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
    }

    [Fact]
    public async Task A_deleted_logged_model_is_found_by_who_asks_for_it()
    {
        var model = await Server.Store.Models.CreateModelAsync(NewLoggedModel.Create("0"), Cancellation);
        await Server.Store.Models.DeleteModelAsync(model.ModelId, Cancellation);
        var address = $"/api/2.0/mlflow/logged-models/{model.ModelId}";

        (await Http.GetStringAsync(address + "?allow_deleted=true", Cancellation)).ShouldContain(model.ModelId);
        await ShouldFailAsync(await Http.GetAsync(address, Cancellation), HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
        await ShouldFailAsync(await Http.GetAsync(address + "?allow_deleted=false", Cancellation), HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
        await ShouldFailAsync(await Http.GetAsync(address + "?allow_deleted=perhaps", Cancellation), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
    }

    private Task<HttpResponseMessage> PostAsync(string kind, object body) => Http.PostAsJsonAsync(
        kind.StartsWith('/') ? kind : $"/api/2.0/mlflow/artifacts/presigned-{kind}-url", body, Cancellation);
}
