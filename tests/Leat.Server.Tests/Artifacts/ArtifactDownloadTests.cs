using System.Net;
using System.Net.Http.Headers;

namespace Leat.Server.Artifacts;

public sealed class ArtifactDownloadTests : ArtifactTests
{
    [Theory]
    [InlineData("page.html", "text/html")]
    [InlineData("picture.svg", "image/svg+xml")]
    [InlineData("page.xhtml", "application/xhtml+xml")]
    [InlineData("feed.xml", "text/plain")]
    [InlineData("script.js", "text/plain")]
    [InlineData("a.pdf", "application/pdf")]
    public async Task Active_content_never_runs_as_a_page_of_ours(string name, string mediaType)
    {
        await PutAsync(name, "<script>alert(1)</script>");

        foreach (var address in new[] { Proxied(name), GetArtifact(name) })
        {
            using var response = await Http.GetAsync(address, Cancellation);

            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Content.Headers.ContentType!.ToString().ShouldBe(mediaType);
            Header(response, "Content-Disposition").ShouldBe($"attachment; filename={name}");
            Header(response, "Content-Security-Policy").ShouldBe("sandbox");
            Header(response, "X-Content-Type-Options").ShouldBe("nosniff");
        }
    }

    [Fact]
    public async Task A_download_says_how_long_and_how_old_it_is()
    {
        await PutAsync("a.txt", "hello\n");

        foreach (var address in new[] { Proxied("a.txt"), GetArtifact("a.txt") })
        {
            using var response = await Http.GetAsync(address, Cancellation);

            (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("hello\n");
            response.Content.Headers.ContentLength.ShouldBe(6);
            response.Content.Headers.LastModified.ShouldNotBeNull();
            response.Headers.ETag.ShouldNotBeNull();
            Header(response, "Cache-Control").ShouldBe("no-cache");
            Header(response, "Accept-Ranges").ShouldBe("bytes");
        }
    }

    /// <summary>Lengths, ranges and entity tags belong to the stored bytes.</summary>
    [Fact]
    public async Task A_download_is_never_compressed()
    {
        await PutAsync("a.json", "{\"a\":1}");

        foreach (var address in new[] { Proxied("a.json"), GetArtifact("a.json") })
        {
            using var response = await GetAsync(address, request => request.Headers.AcceptEncoding.ParseAdd("gzip, br"));

            response.Content.Headers.ContentEncoding.ShouldBeEmpty();
            response.Content.Headers.ContentLength.ShouldBe(7);
        }
    }

    [Theory]
    [InlineData("bytes=2-4", "234", "bytes 2-4/10")]
    [InlineData("bytes=7-", "789", "bytes 7-9/10")]
    [InlineData("bytes=-2", "89", "bytes 8-9/10")]
    [InlineData("bytes=0-99", "0123456789", "bytes 0-9/10")]
    public async Task A_range_is_answered_with_that_part(string range, string expected, string contentRange)
    {
        await PutAsync("digits", "0123456789");

        foreach (var address in new[] { Proxied("digits"), GetArtifact("digits") })
        {
            using var response = await GetAsync(address, request => request.Headers.Range = RangeHeaderValue.Parse(range));

            response.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
            (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe(expected);
            Header(response, "Content-Range").ShouldBe(contentRange);
        }
    }

    [Fact]
    public async Task A_range_outside_of_the_file_is_416()
    {
        await PutAsync("digits", "0123456789");

        using var response = await GetAsync(GetArtifact("digits"), request => request.Headers.Range = new RangeHeaderValue(10, 20));

        response.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        Header(response, "Content-Range").ShouldBe("bytes */10");
    }

    [Fact]
    public async Task A_file_that_has_not_changed_is_not_sent_again()
    {
        await PutAsync("a", "one");
        using var first = await Http.GetAsync(GetArtifact("a"), Cancellation);

        using var second = await GetAsync(GetArtifact("a"), request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);

        await PutAsync("a", "two");
        using var third = await GetAsync(GetArtifact("a"), request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));
        third.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await third.Content.ReadAsStringAsync(Cancellation)).ShouldBe("two");
    }

    [Fact]
    public async Task A_range_of_a_file_that_has_changed_is_the_whole_new_file()
    {
        await PutAsync("a", "old content");
        using var first = await Http.GetAsync(GetArtifact("a"), Cancellation);
        await PutAsync("a", "new content");

        using var rest = await GetAsync(GetArtifact("a"), request =>
        {
            request.Headers.Range = new RangeHeaderValue(4, null);
            request.Headers.IfRange = new RangeConditionHeaderValue(first.Headers.ETag!);
        });

        rest.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await rest.Content.ReadAsStringAsync(Cancellation)).ShouldBe("new content");
    }

    [Fact]
    public async Task Head_returns_everything_except_the_content()
    {
        await PutAsync("a.txt", "hello");
        using var request = new HttpRequestMessage(HttpMethod.Head, GetArtifact("a.txt"));

        using var response = await Http.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.ShouldBe(5);
        (await response.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_file_comes_as_an_empty_body()
    {
        await PutAsync("empty", "");

        using var response = await Http.GetAsync(GetArtifact("empty"), Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.ShouldBe(0);
    }

    [Theory]
    [InlineData("bytes=0-")]
    [InlineData("bytes=0-1023")]
    [InlineData("bytes=-5")]
    public async Task A_range_of_an_empty_file_is_the_file(string range)
    {
        await PutAsync("empty", "");

        foreach (var address in (string[])[GetArtifact("empty"), Proxied("empty")])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("Range", range);
            using var response = await Http.SendAsync(request, Cancellation);

            response.StatusCode.ShouldBe(HttpStatusCode.OK, address);
            response.Content.Headers.ContentLength.ShouldBe(0);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_404_and_a_directory_400()
    {
        await PutAsync("dir/a", "x");

        foreach (var address in (Func<string, string>[])[Proxied, GetArtifact])
        {
            foreach (var absent in (string[])["none", "dir/none", "dir/a/below"])
                await ShouldFailAsync(await Http.GetAsync(address(absent), Cancellation), HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", $"No such artifact: '{Server.RunRoot}/{absent}'.");
            await ShouldFailAsync(await Http.GetAsync(address("dir"), Cancellation), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
        }
    }

    [Theory]
    [InlineData("/get-artifact?run_id=0123456789abcdef0123456789abcdef&path=a", HttpStatusCode.NotFound, "Run with id=0123456789abcdef0123456789abcdef not found")]
    [InlineData("/get-artifact?path=a", HttpStatusCode.BadRequest, "Missing value for required parameter 'run_id'. See the API docs for more information about request parameters.")]
    public async Task A_download_needs_a_run(string address, HttpStatusCode status, string message) => await ShouldFailAsync(
        await Http.GetAsync(address, Cancellation),
        status,
        status == HttpStatusCode.NotFound ? "RESOURCE_DOES_NOT_EXIST" : "INVALID_PARAMETER_VALUE",
        message);

    [Fact]
    public async Task A_download_needs_a_path() => await ShouldFailAsync(
        await Http.GetAsync($"/get-artifact?run_id={Server.Run.RunId}", Cancellation), HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");

    private async Task<HttpResponseMessage> GetAsync(string address, Action<HttpRequestMessage> change)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        change(request);
        return await Http.SendAsync(request, Cancellation);
    }

    private static string Header(HttpResponseMessage response, string name) =>
        string.Join(", ", (response.Headers.TryGetValues(name, out var values) ? values : response.Content.Headers.GetValues(name)));
}
