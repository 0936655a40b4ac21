using System.Net;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Service;

/// <summary>What clients newer than the protocol ask of themselves.</summary>
public sealed class NewerClientTests
{
    [Theory]
    [InlineData("/api/3.0/mlflow/server-info")]
    [InlineData("/ajax-api/3.0/mlflow/server-info")]
    [InlineData("/mlf/api/3.0/mlflow/server-info")]
    public async Task The_server_says_what_they_may_use(string path)
    {
        await using var server = await RunningServer.StartAsync(new LeatServerOptions { StaticPrefix = path.StartsWith("/mlf", StringComparison.Ordinal) ? "/mlf" : null });

        var info = await (await server.GetAsync(path)).ShouldBeJsonAsync(HttpStatusCode.OK);

        info["store_type"]!.GetValue<string>().ShouldBe("SqlStore");
        foreach (var feature in new[] { "workspaces_enabled", "trace_archival_enabled", "multipart_uploads_enabled", "multipart_downloads_enabled" })
            info[feature]!.GetValue<bool>().ShouldBeFalse(feature);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?scorer_ids=a&scorer_ids=b")]
    public async Task A_list_of_scorers_finds_no_configurations_and_is_no_error(string query)
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await (await server.GetAsync("/api/3.0/mlflow/scorers/online-configs" + query)).ShouldBeJsonAsync(HttpStatusCode.OK);

        answer["configs"]!.AsArray().Count.ShouldBe(0);
    }
}
