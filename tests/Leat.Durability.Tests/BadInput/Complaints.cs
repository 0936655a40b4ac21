using System.Text;
using Leat.Testing.Http;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.BadInput;

/// <summary>Collects what is wrong with a server's responses, so that one test shows everything.</summary>
internal sealed class Complaints(ServerProcess server)
{
    private const int LongestShown = 200;
    private const int MostShown = 25;
    private const int LongestOutputShown = 5000;
    private readonly List<string> _all = [];

    public void Add(RawRequest request, RawResponse response, Func<RawResponse, string?> judge)
    {
        if (judge(response) is { } fault)
            Add($"{request.Method} {Cut(request.Target)} {Cut(Text(request.Body))}\n  {fault}: {response.Status} {Cut(response.Text)}");
    }

    public void Add(string complaint) => _all.Add(complaint);

    /// <summary>Fails with what was collected, or if the server is no longer healthy.</summary>
    public async Task ShouldBeNoneAsync(CancellationToken cancellationToken)
    {
        if (_all.Count > 0)
            Assert.Fail($"{_all.Count} complaints:\n{string.Join("\n", _all.Take(MostShown))}\nThe server said:\n{End(server.Output)}");
        await ShouldBeWellAsync(cancellationToken);
    }

    private async Task ShouldBeWellAsync(CancellationToken cancellationToken)
    {
        server.HasExited.ShouldBeFalse(server.Output);
        using var client = server.Connect();
        (await client.SendAsync(new RawRequest("GET", "/health"), cancellationToken)).Text.ShouldBe("OK");
        var name = Guid.NewGuid().ToString();
        var created = await client.SendAsync(
            RawRequest.Json("/api/2.0/mlflow/experiments/create", $$"""{"name": "{{name}}"}"""), cancellationToken);
        created.Status.ShouldBe(200, created.Text);
        server.Output.ShouldNotContain("Unhandled exception");
    }

    private static string Text(byte[]? body) => body is null ? "" : Encoding.UTF8.GetString(body);

    private static string End(string text) => text.Length <= LongestOutputShown ? text : text[^LongestOutputShown..];

    private static string Cut(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";
}
