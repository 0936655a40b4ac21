using System.Net;
using System.Text.RegularExpressions;
using Leat.Core;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Service;

public sealed class ServiceTests
{
    [Fact]
    public async Task Health_and_version_are_plain_words()
    {
        await using var server = await RunningServer.StartAsync();

        (await (await server.GetAsync("/health?x=1")).TextAsync()).ShouldBe("OK");
        (await (await server.GetAsync("/version")).TextAsync()).ShouldBe("3.6.0");
    }

    [Fact]
    public async Task Info_returns_our_own_version()
    {
        await using var server = await RunningServer.StartAsync();
        var info = await (await server.GetAsync("/api/leat/1.0/info")).ShouldBeJsonAsync(HttpStatusCode.OK);

        info["product"]!.GetValue<string>().ShouldBe("leat");
        Version.TryParse(info["version"]!.GetValue<string>().Split('-')[0], out _).ShouldBeTrue();
        info["protocol_version"]!.GetValue<string>().ShouldBe("3.6.0");
    }

    [Fact]
    public async Task The_front_page_links_to_what_is_there()
    {
        await using var server = await RunningServer.StartAsync();
        var page = await (await server.GetAsync("/")).TextAsync();

        foreach (var link in page.Split("href=\"").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]))
            (await server.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.OK, link);
        page.ShouldContain("/health");
        page.ShouldContain("/openapi.json");
        page.ShouldContain("This build has no web UI");
    }

    [Theory]
    [InlineData("", "/")]
    [InlineData("/pre", "/")]
    [InlineData("/pre", "/pre")]
    [InlineData("/pre", "/pre/")]
    [InlineData("", "/docs")]
    [InlineData("/pre", "/docs")]
    [InlineData("/pre", "/pre/docs")]
    public async Task A_page_holds_no_script_or_style_and_fetches_only_from_here(string prefix, string path)
    {
        await using var server = await RunningServer.StartAsync(new LeatServerOptions { StaticPrefix = prefix.Length == 0 ? null : prefix });
        var answer = await server.GetAsync(path);
        var page = await answer.TextAsync();

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';");
        policy.ShouldNotContain("unsafe");
        Regex.Matches(page, "<style|style=|javascript:| on[a-z]+=|https?:|<script(?! src=)", RegexOptions.IgnoreCase).ShouldBeEmpty();
        var files = Regex.Matches(page, "(?:src|href)=\"([^\"]+/assets/[^\"]+|/assets/[^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        files.ShouldNotBeEmpty();
        foreach (var file in files)
        {
            var asset = await server.GetAsync(file);
            file.ShouldStartWith(prefix + "/assets/");
            asset.StatusCode.ShouldBe(HttpStatusCode.OK, file);
            asset.Content.Headers.ContentType!.MediaType.ShouldBe(file.EndsWith(".js", StringComparison.Ordinal) ? "text/javascript" : "text/css");
        }
    }

    [Fact]
    public async Task The_script_of_the_page_that_shows_the_description_puts_in_text_and_never_html()
    {
        await using var server = await RunningServer.StartAsync();
        var script = await (await server.GetAsync("/assets/docs.js")).TextAsync();

        Regex.Matches(script, "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function|https?:").ShouldBeEmpty();
        script.ShouldContain("\"api/leat/1.0/openapi.json\"");
    }

    [Fact]
    public async Task The_page_that_shows_the_description_asks_no_other_server_for_anything()
    {
        await using var server = await RunningServer.StartAsync();

        foreach (var path in new[] { "/docs", "/assets/docs.css", "/assets/docs.js" })
            Regex.Matches(await (await server.GetAsync(path)).TextAsync(), "https?:|@import|url\\(|\"//").ShouldBeEmpty(path);
    }

    [Fact]
    public void A_name_that_leads_nowhere_is_refused_in_one_sentence() =>
        Should.Throw<LeatException>(() => RunningServer.StartAsync(new LeatServerOptions { Host = "no.such.host.invalid" }))
            .Message.ShouldContain("no.such.host.invalid");
}
