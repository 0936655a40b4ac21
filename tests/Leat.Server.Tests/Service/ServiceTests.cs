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
    }

    [Fact]
    public async Task The_page_that_shows_the_description_asks_no_other_server_for_anything()
    {
        await using var server = await RunningServer.StartAsync();
        var page = await (await server.GetAsync("/docs")).TextAsync();

        page.ShouldContain("\"api/leat/1.0/openapi.json\"");
        Regex.Matches(page, "https?:|src=|@import|url\\(|\"//").ShouldBeEmpty();
    }

    [Fact]
    public void A_name_that_leads_nowhere_is_refused_in_one_sentence() =>
        Should.Throw<LeatException>(() => RunningServer.StartAsync(new LeatServerOptions { Host = "no.such.host.invalid" }))
            .Message.ShouldContain("no.such.host.invalid");
}
