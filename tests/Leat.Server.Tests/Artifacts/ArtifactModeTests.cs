using System.Net;

namespace Leat.Server.Artifacts;

public sealed class ArtifactModeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/api/2.0/mlflow-artifacts/artifacts", "/api/2.0/mlflow-artifacts/artifacts")]
    [InlineData("GET", "/api/2.0/mlflow-artifacts/artifacts/1/a", "/api/2.0/mlflow-artifacts/artifacts/<path:artifact_path>")]
    [InlineData("PUT", "/ajax-api/2.0/mlflow-artifacts/artifacts/1/a", "/ajax-api/2.0/mlflow-artifacts/artifacts/<path:artifact_path>")]
    [InlineData("DELETE", "/api/2.0/mlflow-artifacts/artifacts/1/a", "/api/2.0/mlflow-artifacts/artifacts/<path:artifact_path>")]
    [InlineData("POST", "/api/2.0/mlflow-artifacts/mpu/create/1", "/api/2.0/mlflow-artifacts/mpu/create/<path:artifact_path>")]
    public async Task Without_serving_the_proxy_says_why_it_is_off(string method, string address, string rule)
    {
        await using var server = await ArtifactServer.StartAsync(Cancellation, options => options with { ServeArtifacts = false });
        using var request = new HttpRequestMessage(new HttpMethod(method), address);

        using var response = await server.Http.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldStartWith(
            $"Endpoint: {rule} disabled due to the mlflow server running with `--no-serve-artifacts`.");
    }

    [Fact]
    public async Task With_artifacts_only_the_proxy_works_and_runs_do_not()
    {
        await using var server = await ArtifactServer.StartAsync(Cancellation, options => options with { ArtifactsOnly = true });
        using var body = new StringContent("x");

        using var put = await server.Http.PutAsync("/api/2.0/mlflow-artifacts/artifacts/1/a", body, Cancellation);
        put.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var list = await server.Http.GetAsync($"/api/2.0/mlflow/artifacts/list?run_id={server.Run.RunId}", Cancellation);
        list.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        using var unknown = await server.Http.GetAsync("/get-artifact?run_id=0123456789abcdef0123456789abcdef&path=a", Cancellation);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_static_prefix_moves_what_pages_use_and_nothing_else()
    {
        await using var server = await ArtifactServer.StartAsync(Cancellation, options => options with { StaticPrefix = "/pre" });
        using var body = new StringContent("x");
        (await server.Http.PutAsync($"/pre/ajax-api/2.0/mlflow-artifacts/artifacts/{server.RunRoot}/a", body, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.Http.PutAsync($"/api/2.0/mlflow-artifacts/artifacts/{server.RunRoot}/b", body, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await server.Http.GetAsync($"/pre/get-artifact?run_id={server.Run.RunId}&path=a", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.Http.GetAsync($"/get-artifact?run_id={server.Run.RunId}&path=a", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await server.Http.GetAsync("/ajax-api/2.0/mlflow-artifacts/artifacts", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
