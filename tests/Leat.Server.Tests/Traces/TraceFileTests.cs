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

    [Theory]
    [InlineData("/ajax-api/2.0")]
    [InlineData("/ajax-api/3.0")]
    public async Task An_attachment_of_a_trace_is_answered_as_bytes(string version)
    {
        var id = "tr-" + Guid.NewGuid().ToString("N");
        using var started = await Http.PostAsJsonAsync(
            "/api/3.0/mlflow/traces",
            new { trace = new { trace_info = new { trace_id = id, trace_location = new { mlflow_experiment = new { experiment_id = Server.Run.ExperimentId } } } } },
            Cancellation);
        started.EnsureSuccessStatusCode();
        var attachment = Guid.NewGuid();
        byte[] bytes = [0, 255, 60, 104, 116, 109, 108, 62];
        using var content = new ByteArrayContent(bytes);
        using var stored = await Http.PutAsync(
            $"/api/2.0/mlflow-artifacts/artifacts/{Server.Run.ExperimentId}/traces/{id}/artifacts/attachments/{attachment}", content, Cancellation);
        stored.EnsureSuccessStatusCode();
        var address = $"{version}/mlflow/get-trace-artifact?request_id={id}&path=";

        using var response = await Http.GetAsync(address + attachment, Cancellation);
        (await response.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(bytes);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/octet-stream");
        response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");

        foreach (var wrong in (string[])["traces.json", "../traces.json", $"{attachment:N}", $"{{{attachment}}}", $"x/{attachment}", ""])
        {
            await ShouldFailAsync(
                await Http.GetAsync(address + Uri.EscapeDataString(wrong), Cancellation), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
        }

        await ShouldFailAsync(await Http.GetAsync(address + Guid.NewGuid(), Cancellation), HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
        await ShouldFailAsync(
            await Http.GetAsync($"{version}/mlflow/get-trace-artifact?request_id=tr-none&path={attachment}", Cancellation),
            HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
    }
}
