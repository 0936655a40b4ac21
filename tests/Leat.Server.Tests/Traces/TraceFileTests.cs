using System.Net;
using System.Net.Http.Json;
using Leat.Server.Artifacts;

namespace Leat.Server.Tests.Traces;

/// <summary>Clients may upload spans as a file of the trace.</summary>
public sealed class TraceFileTests : ArtifactTests
{
    [Fact]
    public async Task The_file_that_a_client_has_uploaded_is_answered()
    {
        using var begun = await Http.PostAsJsonAsync(
            "/api/2.0/mlflow/traces", new { experiment_id = Server.Run.ExperimentId, timestamp_ms = 5 }, Cancellation);
        var trace = await begun.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonObject>(Cancellation);
        var id = trace!["trace_info"]!["request_id"]!.GetValue<string>();
        var address = $"/ajax-api/2.0/mlflow/get-trace-artifact?request_id={id}";
        await ShouldFailAsync(await Http.GetAsync(address, Cancellation), HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");

        using var content = new StringContent("""{"spans": []}""");
        using var stored = await Http.PutAsync(
            $"/api/2.0/mlflow-artifacts/artifacts/{Server.Run.ExperimentId}/traces/{id}/artifacts/traces.json", content, Cancellation);
        stored.EnsureSuccessStatusCode();

        using var response = await Http.GetAsync(address, Cancellation);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("""{"spans": []}""");
        response.Content.Headers.ContentDisposition!.ToString().ShouldBe("attachment; filename=traces.json");
    }
}
