using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Leat.Server.Artifacts;

public sealed class ArtifactProxyTests : ArtifactTests
{
    [Fact]
    public async Task Uploads_listings_and_deletions_work_under_both_prefixes()
    {
        foreach (var prefix in new[] { "/api/2.0", "/ajax-api/2.0" })
        {
            var artifacts = $"{prefix}/mlflow-artifacts/artifacts";
            using var body = new StringContent("x");
            using var put = await Http.PutAsync($"{artifacts}/{Server.RunRoot}/dir/a.txt", body, Cancellation);
            put.StatusCode.ShouldBe(HttpStatusCode.OK);

            var listing = await Http.GetFromJsonAsync<JsonElement>($"{artifacts}?path={Server.RunRoot}/dir", Cancellation);
            listing.GetRawText().ShouldBe("""{"files":[{"path":"a.txt","is_dir":false,"file_size":1}]}""");

            using var deleted = await Http.DeleteAsync($"{artifacts}/{Server.RunRoot}/dir", Cancellation);
            (await deleted.Content.ReadAsStringAsync(Cancellation)).ShouldBe("{}");
            (await ListAsync()).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_run_lists_its_artifacts_with_sizes_and_paths_from_its_root()
    {
        await PutAsync("a.txt", "hello\n");
        await PutAsync("empty", "");
        await PutAsync("dir/deep/c", "x");

        (await ListAsync()).ShouldBe(
        [
            """{"path":"a.txt","is_dir":false,"file_size":6}""",
            """{"path":"dir","is_dir":true}""",
            """{"path":"empty","is_dir":false}""",
        ]);
        (await ListAsync("dir/deep/")).ShouldBe(["""{"path":"dir/deep/c","is_dir":false,"file_size":1}"""]);
    }

    [Fact]
    public async Task A_file_or_a_missing_directory_lists_as_nothing()
    {
        await PutAsync("a", "x");

        (await Http.GetStringAsync($"/api/2.0/mlflow-artifacts/artifacts?path={Server.RunRoot}/a", Cancellation)).ShouldBe("{}");
        (await Http.GetStringAsync($"/api/2.0/mlflow-artifacts/artifacts?path={Server.RunRoot}/none", Cancellation)).ShouldBe("{}");
    }

    [Fact]
    public async Task An_upload_without_a_length_is_stored_whole()
    {
        using var body = new StreamContent(new UnknownLengthStream(new string('x', 200_000)));
        using var request = new HttpRequestMessage(HttpMethod.Put, Proxied("chunked")) { Content = body };
        request.Headers.TransferEncodingChunked = true;

        using var response = await Http.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ListAsync()).ShouldBe(["""{"path":"chunked","is_dir":false,"file_size":200000}"""]);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        var request = $"PUT {Proxied("dir/half")} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nonly this";
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(Http.BaseAddress!.Host, Http.BaseAddress.Port, Cancellation);
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
            client.Client.Shutdown(SocketShutdown.Send);

            // Once the server answers or closes, it has seen the end.
            _ = await new StreamReader(stream).ReadToEndAsync(Cancellation);
        }

        (await ListAsync("dir")).ShouldBeEmpty();
        var onDisk = new DirectoryInfo(Server.Destination);
        (onDisk.Exists ? onDisk.GetFiles("*", SearchOption.AllDirectories) : []).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_below_a_file_or_over_a_directory_is_refused()
    {
        await PutAsync("file", "x");
        await PutAsync("dir/a", "x");
        using var body = new StringContent("y");

        await ShouldFailAsync(await Http.PutAsync(Proxied("file/below"), body, Cancellation), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
        await ShouldFailAsync(await Http.PutAsync(Proxied("dir"), body, Cancellation), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
    }

    [Theory]
    [InlineData("a%20b", "a b")]
    [InlineData("a%2520b", "a%20b")]
    [InlineData("a%0Ab", "a\nb")]
    [InlineData("%E6%97%A5", "日")]
    [InlineData("100%25", "100%")]
    [InlineData("%zz%4", "%zz%4")]
    [InlineData("%252e%252e", "%2e%2e")]
    [InlineData("a%5Cb", "a\\b")]
    [InlineData("q%3Fx", "q?x")]
    [InlineData("q?x", "q")]
    [InlineData("%2541", "%41")]
    public async Task The_name_stored_is_decoded_once(string sent, string stored)
    {
        (await Server.SendRawAsync("PUT", Proxied(sent), "x", Cancellation)).ShouldStartWith("HTTP/1.1 200");

        Directory.GetFiles(Server.Destination, "*", SearchOption.AllDirectories).Single().ShouldEndWith("/artifacts/" + stored);
        (await Server.SendRawAsync("GET", Proxied(sent), "", Cancellation)).ShouldStartWith("HTTP/1.1 200");
    }

    /// <summary>Pages send no parts.</summary>
    [Theory]
    [InlineData("create", "{\"path\": \"x\", \"num_parts\": 2}")]
    [InlineData("complete", "{\"path\": \"x\", \"parts\": [{\"part_number\": 1}]}")]
    [InlineData("abort", "{\"path\": \"x\"}")]
    public async Task Multipart_uploads_are_not_offered_to_pages(string what, string json)
    {
        using var body = new StringContent(json, mediaType: new("application/json"));

        await ShouldFailAsync(
            await Http.PostAsync($"/ajax-api/2.0/mlflow-artifacts/mpu/{what}/{Server.RunRoot}", body, Cancellation),
            HttpStatusCode.NotImplemented,
            "NOT_IMPLEMENTED",
            "Multipart upload is not supported for the current artifact repository");
    }

    [Fact]
    public async Task The_whole_destination_cannot_be_deleted_or_replaced()
    {
        await PutAsync("a", "x");

        foreach (var root in new[] { ".", "%2e", "./", "" })
        {
            (await Server.SendRawAsync("DELETE", "/api/2.0/mlflow-artifacts/artifacts/" + root, "", Cancellation)).ShouldNotStartWith("HTTP/1.1 200");
            (await Server.SendRawAsync("PUT", "/api/2.0/mlflow-artifacts/artifacts/" + root, "x", Cancellation)).ShouldNotStartWith("HTTP/1.1 200");
        }

        (await ListAsync()).Length.ShouldBe(1);
    }

    private sealed class UnknownLengthStream(string content) : MemoryStream(Encoding.ASCII.GetBytes(content))
    {
        public override bool CanSeek => false;
    }
}
