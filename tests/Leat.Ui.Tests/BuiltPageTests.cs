using System.Text.RegularExpressions;

namespace Leat.Ui.Tests;

/// <summary>What the build has made of the web UI. A build without Node.js fails here: where tests run, the page must be there.</summary>
public sealed class BuiltPageTests
{
    private const int KB = 1000;

    [Fact]
    public void The_page_is_built() => BuiltFiles.Names.ShouldContain("index.html");

    [Fact]
    public void The_page_holds_nothing_that_its_policy_refuses()
    {
        var page = BuiltFiles.Read("index.html");

        Regex.Matches(page, "<style|style=|javascript:| on[a-z]+=|https?:|<script(?![^>]* src=)", RegexOptions.IgnoreCase).ShouldBeEmpty();
        page.ShouldContain("<base href=\"/\"");
    }

    [Fact]
    public void What_the_page_names_is_there()
    {
        var named = Regex.Matches(BuiltFiles.Read("index.html"), "(?:src|href)=\"(?:\\./)?(static-files/[^\"]+)\"").Select(match => match.Groups[1].Value).ToList();

        named.Count.ShouldBeGreaterThan(3);
        named.Except(BuiltFiles.Names).ShouldBeEmpty();
    }

    [Fact]
    public void Scripts_never_ask_another_server_for_anything()
    {
        foreach (var style in BuiltFiles.Names.Where(name => name.EndsWith(".css", StringComparison.Ordinal)))
            Regex.Matches(BuiltFiles.Read(style), "url\\(['\"]?(?:https?:|//)|@import").ShouldBeEmpty(style);
        foreach (var script in BuiltFiles.Names.Where(name => name.EndsWith(".js", StringComparison.Ordinal)))
            Regex.Matches(BuiltFiles.Read(script), "(?:import|fetch)\\(['\"]https?:").ShouldBeEmpty(script);
    }

    [Fact]
    public void The_first_load_of_the_runs_page_stays_small()
    {
        var files = BuiltFiles.FilesOf("index.html", "src/runs/RunsPage.tsx", "src/experiments/ExperimentPage.tsx");
        files.UnionWith(["index.html", "static-files/first.js", "static-files/leat.svg"]);
        files.Add(BuiltFiles.Names.Single(name => name.StartsWith("static-files/inter-latin-wght-normal-", StringComparison.Ordinal)));

        var sizes = files.ToDictionary(file => file, BuiltFiles.Transferred);
        sizes.Values.Sum().ShouldBeLessThanOrEqualTo(300 * KB, string.Join('\n', sizes.OrderByDescending(size => size.Value).Select(size => $"{size.Value} {size.Key}")));
    }

    [Fact]
    public void No_part_that_is_loaded_later_is_large()
    {
        var first = BuiltFiles.FilesOf("index.html");
        foreach (var chunk in BuiltFiles.Chunks.Where(name => name != "index.html" && !name.Contains("pdf.worker", StringComparison.Ordinal)))
        {
            var added = BuiltFiles.FilesOf(chunk).Except(first).Sum(BuiltFiles.Transferred);
            // The library that reads PDF is of that size by itself.
            added.ShouldBeLessThanOrEqualTo((chunk.Contains("pdf", StringComparison.Ordinal) ? 115 : 110) * KB, chunk);
        }
    }
}
