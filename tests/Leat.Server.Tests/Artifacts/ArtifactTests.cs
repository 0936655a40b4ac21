using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Leat.Server.Artifacts;

/// <summary>A started server, and assertions on its responses.</summary>
public abstract class ArtifactTests : IAsyncLifetime
{
    internal ArtifactServer Server { get; private set; } = null!;

    protected HttpClient Http => Server.Http;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected string Proxied(string path) => $"/api/2.0/mlflow-artifacts/artifacts/{Server.RunRoot}/{path}";

    protected string GetArtifact(string path) => $"/get-artifact?run_id={Server.Run.RunId}&path={Uri.EscapeDataString(path)}";

    public async ValueTask InitializeAsync() => Server = await ArtifactServer.StartAsync(Cancellation, Change);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Server.DisposeAsync();
    }

    protected virtual LeatServerOptions Change(LeatServerOptions options) => options;

    protected async Task PutAsync(string path, string content)
    {
        using var body = new StringContent(content);
        using var response = await Http.PutAsync(Proxied(path), body, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancellation));
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("{}");
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
    }

    protected static async Task ShouldFailAsync(HttpResponseMessage response, HttpStatusCode status, string code, string? message = null)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(Cancellation);
            response.StatusCode.ShouldBe(status, text);
            response.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
            var error = JsonDocument.Parse(text).RootElement;
            error.GetProperty("error_code").GetString().ShouldBe(code);
            if (message is not null)
                error.GetProperty("message").GetString().ShouldBe(message);
        }
    }

    protected async Task<string[]> ListAsync(string? path = null)
    {
        var json = await Http.GetFromJsonAsync<JsonElement>(
            $"/api/2.0/mlflow/artifacts/list?run_id={Server.Run.RunId}&path={Uri.EscapeDataString(path ?? "")}", Cancellation);
        json.GetProperty("root_uri").GetString().ShouldBe(Server.Run.ArtifactUri);
        return json.TryGetProperty("files", out var files)
            ? [.. files.EnumerateArray().Select(file => file.GetRawText())]
            : [];
    }
}
