using System.Text;
using Leat.Durability.Tests.Api;
using Leat.Testing.Http;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.BadInput;

/// <summary>No path leads out of the artifact folder, reveals the server's internals, or makes it fail.</summary>
public sealed class HostilePathTests(ServerFixture fixture) : IClassFixture<ServerFixture>, IDisposable
{
    private const string Secret = "do not tell: 7d1f0c";
    private const int RandomPaths = 1000;
    private const string Proxy = "/api/2.0/mlflow-artifacts/artifacts";

    private static readonly string[] Steps =
    [
        "..", ".", "", "%2e%2e", "%2E%2e", "..%2f", "%2f", "%5c", "..%5c", "\\", "..\\", "%252e%252e", "%252f", "%00", "%0a", "%ff", "%c0%ae%c0%ae",
        "secret.txt", "leat.db", "etc", "passwd", "mlartifacts", "0", "~", "*", "C:", "CON", "%zz", "%", "a%20b", ";x=1", "%3f", "%23",
        "\u00e4", "....//", "artifacts", "api", "2.0", "mlflow", "runs", "get",
    ];

    private static readonly string[] Methods = ["GET", "PUT", "DELETE", "POST", "HEAD", "PATCH", "OPTIONS", "BREW"];
    private readonly Complaints _complaints = new(fixture.Server);
    private readonly RawHttpClient _client = fixture.Server.Connect();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string SecretFile => Path.Combine(fixture.Folder, "secret.txt");

    [Theory]
    [InlineData("../secret.txt")]
    [InlineData("%2e%2e/secret.txt")]
    [InlineData("..%2fsecret.txt")]
    [InlineData("%2e%2e%2fsecret.txt")]
    [InlineData("%252e%252e%252fsecret.txt")]
    [InlineData("x/../../secret.txt")]
    [InlineData("x/%2e%2e/%2e%2e/secret.txt")]
    [InlineData("..%5csecret.txt")]
    [InlineData("..\\secret.txt")]
    [InlineData("%2fetc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("//etc/passwd")]
    [InlineData("%c0%ae%c0%ae/secret.txt")]
    [InlineData("a%00/../../secret.txt")]
    public async Task Way_out_of_the_artifact_folder_is_closed_to_every_method(string path)
    {
        await File.WriteAllTextAsync(SecretFile, Secret, Cancellation);
        foreach (var method in Methods)
            await SendAsync(new RawRequest(method, $"{Proxy}/{path}", [], method == "PUT" ? "spoiled"u8.ToArray() : null));
        await SendAsync(new RawRequest("GET", $"{Proxy}?path={path}"));
        await SendAsync(new RawRequest("GET", $"{Proxy}?path={Uri.EscapeDataString(path)}"));
        await ShouldBeUntouchedAsync();
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../..")]
    [InlineData("/etc")]
    [InlineData("%2e%2e")]
    [InlineData("a/../../..")]
    [InlineData("%252e%252e")]
    [InlineData("../../secret.txt")]
    public async Task Way_out_of_a_runs_artifacts_is_closed(string path)
    {
        await File.WriteAllTextAsync(SecretFile, Secret, Cancellation);
        using var api = new TrackingApi(fixture.Server.Address);
        var runId = await api.CreateRunAsync(Cancellation);
        var query = $"run_id={runId}&path={Uri.EscapeDataString(path)}";
        await SendAsync(new RawRequest("GET", "/api/2.0/mlflow/artifacts/list?" + query));
        await SendAsync(new RawRequest("GET", "/get-artifact?" + query));
        await SendAsync(new RawRequest(
            "POST", $"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={runId}&path={Uri.EscapeDataString(path)}", [], "spoiled"u8.ToArray()));
        await ShouldBeUntouchedAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Random_paths_are_answered_and_lead_nowhere()
    {
        var random = new Random(Seed.Draw());
        await File.WriteAllTextAsync(SecretFile, Secret, Cancellation);
        string[] roots = [Proxy, "/api/2.0/mlflow", "/ajax-api/2.0/mlflow", "/get-artifact", "/static-files", ""];
        for (var i = 0; i < RandomPaths; i++)
        {
            var steps = Enumerable.Range(0, random.Next(1, 8)).Select(_ => Steps[random.Next(Steps.Length)]);
            var target = $"{roots[random.Next(roots.Length)]}/{string.Join('/', steps)}";
            await SendAsync(new RawRequest(Methods[random.Next(Methods.Length)], AsBytes(target)));
        }

        await ShouldBeUntouchedAsync();
    }

    [Theory]
    [InlineData("/api/2.0/mlflow/nothing")]
    [InlineData("/api/2.0/mlflow/runs/nothing/at/all")]
    [InlineData("/api/9.9/mlflow/runs/get")]
    [InlineData("/api/2.0/mlflow/RUNS/get")]
    [InlineData("/nothing")]
    [InlineData("/index.php")]
    [InlineData("/.git/config")]
    [InlineData("/api")]
    public async Task Unknown_route_is_an_html_page(string path)
    {
        foreach (var method in (string[])["GET", "POST", "PUT", "DELETE", "PATCH"])
        {
            var request = new RawRequest(method, path);
            _complaints.Add(request, await _client.SendAsync(request, Cancellation), Judge.FaultOfUnknownRouteAnswer);
        }

        await _complaints.ShouldBeNoneAsync(Cancellation);
    }

    [Theory]
    [InlineData("runs/get")]
    [InlineData("experiments/get")]
    [InlineData("experiments/get-by-name")]
    [InlineData("experiments/search")]
    [InlineData("metrics/get-history")]
    [InlineData("metrics/get-history-bulk-interval")]
    [InlineData("artifacts/list")]
    public async Task Hostile_query_is_answered_in_the_protocols_words(string call)
    {
        string[] names = ["run_id", "run_ids", "experiment_id", "experiment_name", "metric_key", "max_results", "page_token", "path", "filter", "start_step", "nothing"];
        string[] values = ["", "%", "%zz", "%00", "%ff%fe", "%ed%a0%80", "-1", "0", "1e400", "99999999999999999999", "NaN", "true", "[]", "%7B%7D", "x%0d%0aX:1", "..%2f..", "'%20OR%201=1", new string('9', 5000)];
        foreach (var name in names)
        {
            foreach (var value in values)
            {
                var request = new RawRequest("GET", $"/api/2.0/mlflow/{call}?{name}={value}&{name}={value}&run_id=0&experiment_id=0");
                _complaints.Add(request, await _client.SendAsync(request, Cancellation), Judge.FaultOfApiAnswer);
            }
        }

        await _complaints.ShouldBeNoneAsync(Cancellation);
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Characters beyond ASCII are sent as their UTF-8 bytes, which the client writes one for one.</summary>
    private static string AsBytes(string target) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(target));

    private async Task SendAsync(RawRequest request)
    {
        var response = await _client.SendAsync(request, Cancellation);
        _complaints.Add(request, response, Judge.FaultOfAnyAnswer);
        if (response.Text.Contains(Secret, StringComparison.Ordinal) || response.Text.Contains("root:", StringComparison.Ordinal)
            || response.Text.Contains("SQLite format", StringComparison.Ordinal))
            _complaints.Add($"{request.Method} {request.Target} gave away a file outside the artifact folder");
    }

    private async Task ShouldBeUntouchedAsync()
    {
        (await File.ReadAllTextAsync(SecretFile, Cancellation)).ShouldBe(Secret);
        Directory.EnumerateFileSystemEntries(fixture.Folder).Select(Path.GetFileName)
            .Where(name => name != "mlartifacts" && name != "secret.txt" && !name!.StartsWith("leat.db", StringComparison.Ordinal))
            .ShouldBeEmpty();
        await _complaints.ShouldBeNoneAsync(Cancellation);
    }
}
