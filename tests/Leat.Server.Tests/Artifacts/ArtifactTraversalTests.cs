using System.Net;

namespace Leat.Server.Artifacts;

public sealed class ArtifactTraversalTests : ArtifactTests
{
    public static TheoryData<string> Hostile { get; } =
    [
        "../secret",
        "../../../../../../../../etc/passwd",
        "%2e%2e/%2e%2e/secret",
        "..%2fsecret",
        "..%2F..%2Fetc%2Fpasswd",
        "..%252fsecret",
        "%252e%252e%252fsecret",
        "%25252e%25252e/secret",
        "dir/../../secret",
        "dir/..%2f..%2fsecret",
        "x/..%2fy",
        "..%5csecret",
        "..\\secret",
        "%5c%5cserver%5cshare",
        "%c0%ae%c0%ae/secret",
        "..%c0%afsecret",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    [InlineData("a%23b")]
    public async Task A_hostile_path_is_refused_by_each_method_of_the_proxy(string path)
    {
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(Server.Destination)!, "secret"), "s");

        foreach (var method in new[] { "GET", "PUT", "DELETE" })
        {
            foreach (var root in new[] { Proxied(""), "/ajax-api/2.0/mlflow-artifacts/artifacts/" })
            {
                var answer = await Server.SendRawAsync(method, root + path, "x", Cancellation);

                answer.ShouldStartWith("HTTP/1.1 400", customMessage: $"{method} {root}{path}");
                answer.ShouldContain("\"message\":\"Invalid path\"");
            }
        }

        File.ReadAllText(Path.Combine(Path.GetDirectoryName(Server.Destination)!, "secret")).ShouldBe("s");
        (await ListAsync()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    [InlineData("/etc/passwd")]
    [InlineData("/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("C:/Windows")]
    [InlineData("a#b")]
    [InlineData("a\0b")]
    public async Task A_hostile_path_is_refused_where_it_comes_in_a_query(string path)
    {
        var run = Server.Run.RunId;
        var query = Uri.EscapeDataString(path);
        string[] addresses =
        [
            $"/api/2.0/mlflow/artifacts/list?run_id={run}&path={query}",
            $"/ajax-api/2.0/mlflow/artifacts/list?run_id={run}&path={query}",
            $"/api/2.0/mlflow-artifacts/artifacts?path={query}",
            $"/get-artifact?run_id={run}&path={query}",
        ];

        foreach (var address in addresses)
            await ShouldFailAsync(await Http.GetAsync(address, Cancellation), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "Invalid path");
        using var body = new StringContent("x");
        await ShouldFailAsync(
            await Http.PostAsync($"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={run}&path={query}", body, Cancellation),
            HttpStatusCode.BadRequest,
            "INVALID_PARAMETER_VALUE",
            "Invalid path");
    }

    [Fact]
    public async Task A_path_whose_dots_lead_to_another_address_is_refused_too()
    {
        foreach (var target in new[] { "/api/2.0/mlflow-artifacts/artifacts/../../../../health", "/api/2.0/mlflow-artifacts/mpu/create/%2e%2e/%2e%2e/x" })
            (await Server.SendRawAsync("GET", target, "", Cancellation)).ShouldStartWith("HTTP/1.1 400");
    }

    [Fact]
    public async Task A_run_cannot_be_given_a_location_outside_of_the_servers_directories()
    {
        using var experiment = new StringContent("""{"name": "evil", "artifact_location": "/etc"}""", mediaType: new("application/json"));
        using var created = await Http.PostAsync("/api/2.0/mlflow/experiments/create", experiment, Cancellation);
        var id = (await created.Content.ReadAsStringAsync(Cancellation)).Split('"')[3];
        using var run = new StringContent($$"""{"experiment_id": "{{id}}"}""", mediaType: new("application/json"));
        using var createdRun = await Http.PostAsync("/api/2.0/mlflow/runs/create", run, Cancellation);
        var answer = await createdRun.Content.ReadAsStringAsync(Cancellation);
        var runId = answer.Split("\"run_id\":")[1].Split('"')[1];

        await ShouldFailAsync(await Http.GetAsync($"/get-artifact?run_id={runId}&path=passwd", Cancellation), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
        (await Http.GetStringAsync($"/api/2.0/mlflow/artifacts/list?run_id={runId}", Cancellation)).ShouldBe("""{"root_uri":"/etc/RUN/artifacts"}""".Replace("RUN", runId, StringComparison.Ordinal));
    }
}
