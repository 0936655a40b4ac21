using System.Net;

namespace Leat.Server.Artifacts;

public sealed class UploadArtifactTests : ArtifactTests
{
    private const int MaxBytes = 10 * 1024 * 1024;

    private string Upload(string path) => $"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={Server.Run.RunId}&path={path}";

    [Theory]
    [InlineData(1, false)]
    [InlineData(MaxBytes, false)]
    [InlineData(MaxBytes, true)]
    public async Task A_file_of_up_to_ten_mebibytes_is_stored(int bytes, bool chunked)
    {
        using var response = await PostAsync(Upload("up/x.bin"), bytes, chunked);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBeEmpty();
        (await ListAsync("up")).ShouldBe([$$"""{"path":"up/x.bin","is_dir":false,"file_size":{{bytes}}}"""]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_larger_one_is_refused(bool chunked)
    {
        await ShouldFailAsync(
            await PostAsync(Upload("x"), MaxBytes + 1, chunked),
            HttpStatusCode.BadRequest,
            "INVALID_PARAMETER_VALUE",
            "Artifact size is too large. Max size is 10MB.");

        (await ListAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_empty_one_is_refused(bool chunked) => await ShouldFailAsync(
        await PostAsync(Upload("x"), 0, chunked), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "Request must specify data.");

    [Fact]
    public async Task Run_and_path_are_needed()
    {
        await ShouldFailAsync(
            await PostAsync("/ajax-api/2.0/mlflow/upload-artifact?path=x", 1, false),
            HttpStatusCode.BadRequest,
            "INVALID_PARAMETER_VALUE",
            "Request must specify run_uuid.");
        await ShouldFailAsync(
            await PostAsync(Upload(""), 1, false), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "Request must specify path.");
    }

    [Fact]
    public async Task It_does_not_exist_below_the_plain_api()
    {
        using var response = await PostAsync(Upload("x").Replace("/ajax-api", "/api", StringComparison.Ordinal), 1, false);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<HttpResponseMessage> PostAsync(string address, int bytes, bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(new byte[bytes]) };
        if (chunked)
            request.Headers.TransferEncodingChunked = true;
        return await Http.SendAsync(request, Cancellation);
    }
}
