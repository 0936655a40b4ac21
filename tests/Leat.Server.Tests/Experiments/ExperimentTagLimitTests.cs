using System.Net;
using System.Net.Http.Json;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Experiments;

/// <summary>Long tags of experiments, which MLflow takes since a version after 3.6.</summary>
public sealed class ExperimentTagLimitTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Theory]
    [InlineData("", true)]
    [InlineData("mlflow-python-client/2.22.1", true)]
    [InlineData("mlflow-python-client/3.6.1.dev0", true)]
    [InlineData("mlflow-python-client/3.7.0", false)]
    [InlineData("mlflow-python-client/3.16.0rc1", false)]
    [InlineData("mlflow-python-client/4.0.0", false)]
    [InlineData("mlflow-java-client", true)]
    [InlineData("leat-dotnet-client/0.1.0", false)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64)", false)]
    public void Clients_up_to_the_protocols_version_are_older(string userAgent, bool isOlder) =>
        ExperimentTagLimit.IsOlder(userAgent).ShouldBe(isOlder);

    [Theory]
    [InlineData("set-experiment-tag", "mlflow-python-client/3.16.0", 20_000, null)]
    [InlineData("set-experiment-tag", "mlflow-python-client/3.16.0", 20_001, "'value' exceeds the maximum length of 20000 characters")]
    [InlineData("set-experiment-tag", "mlflow-python-client/3.6.0", 5_000, null)]
    [InlineData("set-experiment-tag", "mlflow-python-client/3.6.0", 5_001, "'value' exceeds the maximum length of 5000 characters")]
    [InlineData("create", "mlflow-python-client/3.16.0", 20_000, null)]
    [InlineData("create", "mlflow-python-client/3.16.0", 20_001, "'value' exceeds the maximum length of 20000 characters")]
    [InlineData("create", "mlflow-python-client/3.6.0", 5_001, "'value' exceeds the maximum length of 5000 characters")]
    public async Task A_tag_may_be_as_long_as_the_clients_version_allows(string call, string userAgent, int length, string? message)
    {
        var server = fixture.Server;
        var value = new string('v', length);
        object body = call == "create"
            ? new { name = "e", tags = new[] { new { key = "k", value } } }
            : new { experiment_id = "0", key = "k", value };

        var answer = await server.SendAsync(HttpMethod.Post, "/api/2.0/mlflow/experiments/" + call, request =>
        {
            request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
            request.Content = JsonContent.Create(body);
        });

        if (message is not null)
        {
            (await answer.ShouldBeJsonAsync(HttpStatusCode.BadRequest))["message"]!.GetValue<string>().ShouldBe(message);
            return;
        }

        var created = await answer.ShouldBeJsonAsync(HttpStatusCode.OK);
        var tags = await server.QueryAsync("experiments/get?experiment_id=" + (created["experiment_id"]?.GetValue<string>() ?? "0"));
        tags["experiment"]!["tags"]!.AsArray().Single(tag => tag!["key"]!.GetValue<string>() == "k")!["value"]!.GetValue<string>().ShouldBe(value);
    }
}
