using System.Net;
using System.Net.Http.Headers;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.WebUi;

/// <summary>How the files of the web UI are served. The files beside this class stand for built ones.</summary>
public sealed class WebUiTests
{
    private const string Script = "/static-files/app-AbCd1234.js";

    private static readonly WebUiFiles s_files = WebUiFiles.Find(typeof(WebUiTests).Assembly)!;

    [Theory]
    [InlineData("/")]
    [InlineData("/experiments")]
    [InlineData("/experiments/1/runs?q=metrics.a%20%3E%201")]
    [InlineData("/runs/abc/artifacts/a%20b/c.png")]
    [InlineData("/models/my%2Fmodel/versions/3")]
    public async Task Every_address_of_the_page_leads_to_the_page(string path)
    {
        await using var server = await StartAsync();

        var answer = await AskAsPageAsync(server, path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        answer.Headers.CacheControl!.ToString().ShouldBe("no-cache");
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("<base href=\"/\"");
    }

    [Theory]
    [InlineData("/api/2.0/mlflow/nothing")]
    [InlineData("/ajax-api/2.0/mlflow/nothing")]
    [InlineData("/static-files/nothing.js")]
    [InlineData("/get-artifact/nothing")]
    [InlineData("/version/nothing")]
    [InlineData("/v1/nothing")]
    public async Task A_browser_that_asks_where_programs_ask_is_told_that_there_is_nothing(string path)
    {
        await using var server = await StartAsync();

        (await AskAsPageAsync(server, path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_program_with_a_wrong_address_gets_no_page()
    {
        await using var server = await StartAsync();

        (await server.GetAsync("/experiments")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await server.SendAsync(HttpMethod.Post, "/experiments", AcceptPage)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/pre")]
    [InlineData("/pre/")]
    [InlineData("/pre/experiments/1")]
    public async Task Below_a_prefix_everything_is_named_below_it(string path)
    {
        await using var server = await StartAsync("/pre");

        var page = await (await AskAsPageAsync(server, path)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        page.ShouldContain("<base href=\"/pre/\"");
        (await server.GetAsync("/pre" + Script)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.GetAsync("/pre/api/2.0/mlflow/nothing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Addresses_outside_the_prefix_are_not_the_pages()
    {
        await using var server = await StartAsync("/pre");

        (await AskAsPageAsync(server, "/prefix/experiments")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await AskAsPageAsync(server, "/experiments")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("br, gzip", "br", "br\n")]
    [InlineData("gzip", "gzip", "gz\n")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip", "gz\n")]
    [InlineData("identity", null, "console.log(\"plain\");\n")]
    [InlineData("zstd", null, "console.log(\"plain\");\n")]
    [InlineData("", null, "console.log(\"plain\");\n")]
    public async Task The_smallest_form_that_the_browser_takes_is_sent(string accepted, string? encoding, string content)
    {
        await using var server = await StartAsync();

        var answer = await server.SendAsync(HttpMethod.Get, Script, request => request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted));

        answer.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(encoding);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/javascript; charset=utf-8");
        answer.Headers.Vary.ShouldContain("Accept-Encoding");
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(content);
    }

    [Fact]
    public async Task A_file_named_by_its_content_is_kept_for_good_and_another_is_asked_for_by_its_tag()
    {
        await using var server = await StartAsync();

        (await server.GetAsync(Script)).Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        foreach (var path in new[] { "/static-files/first.js", "/" })
        {
            var first = await server.GetAsync(path);
            first.Headers.CacheControl!.NoCache.ShouldBeTrue();
            var second = await server.SendAsync(HttpMethod.Get, path, request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));
            second.StatusCode.ShouldBe(HttpStatusCode.NotModified, path);
        }
    }

    [Theory]
    [InlineData("/static-files/../index.html")]
    [InlineData("/static-files/%2e%2e/index.html")]
    [InlineData("/static-files/app-AbCd1234.js.br")]
    [InlineData("/static-files/")]
    public async Task Only_the_built_files_are_there(string path)
    {
        await using var server = await StartAsync();

        var answer = await server.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_page_may_run_only_its_own_scripts_and_ask_only_this_server()
    {
        await using var server = await StartAsync();

        var answer = await AskAsPageAsync(server, "/experiments");

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single().Split("; ");
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("script-src 'self'");
        policy.ShouldContain("style-src 'self'");
        policy.ShouldContain("connect-src 'self'");
        policy.ShouldContain("require-trusted-types-for 'script'");
        policy.ShouldAllBe(part => !part.Contains("unsafe") && !part.Contains("http"));
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        answer.Headers.GetValues("Cross-Origin-Opener-Policy").ShouldBe(["same-origin"]);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public void An_assembly_without_a_page_has_no_web_ui() => WebUiFiles.Find(typeof(LeatServer).Assembly).ShouldBeNull();

    private static Task<RunningServer> StartAsync(string? prefix = null) =>
        RunningServer.StartAsync(new LeatServerOptions { WebUi = s_files, StaticPrefix = prefix });

    private static Task<HttpResponseMessage> AskAsPageAsync(RunningServer server, string path) =>
        server.SendAsync(HttpMethod.Get, path, AcceptPage);

    private static void AcceptPage(HttpRequestMessage request) => request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
}
