using System.Net;
using Leat.Core.Artifacts;
using Leat.Server.Tests.Hosting;
using Microsoft.AspNetCore.Routing;

namespace Leat.Server.Tests.Service;

/// <summary>docs/compatibility.md lists every call with its state; this keeps the list true.</summary>
public sealed class CompatibilityTableTests
{
    private const string Twin = "/ajax-api/";
    private const string Api = "/api/";

    [Fact]
    public void The_table_lists_exactly_the_calls_that_the_server_has()
    {
        var served = ReadTable().Where(row => !row.IsMissing).Select(row => row.Call).Order();
        served.ShouldBe(Routes().Order());
    }

    [Fact]
    public void What_the_table_says_is_not_there_is_not()
    {
        var missing = ReadTable().Where(row => row.IsMissing).Select(row => row.Call);
        missing.Intersect(Routes()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Since_when_a_call_exists_stands_in_the_table_as_in_the_api_description()
    {
        await using var server = await RunningServer.StartAsync();
        var description = await (await server.GetAsync("/api/leat/1.0/openapi.json")).ShouldBeJsonAsync(HttpStatusCode.OK);
        var described = description["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => (
                Call: $"{operation.Key.ToUpperInvariant()} {path.Key}", Since: (string?)operation.Value!["x-mlflow-since"])))
            .ToDictionary(operation => operation.Call, operation => operation.Since, StringComparer.Ordinal);

        var rows = ReadTable();

        rows.ShouldAllBe(row => row.Since.Length > 0);
        rows.Select(row => row.Call).ShouldBeUnique();
        described.Keys.Except(rows.Select(row => row.Call)).ShouldBeEmpty();
        foreach (var row in rows.Where(row => described.ContainsKey(row.Call)))
            row.Since.ShouldBe(described[row.Call] ?? (row.Call.Contains("/api/leat/", StringComparison.Ordinal) ? "Leat" : "3.6"), row.Call);
    }

    private static HashSet<string> Routes()
    {
        var app = LeatServer.Create(
            new LeatServerOptions { ExposePrometheus = true },
            StubStore.Of((method, _) => throw new InvalidOperationException(method)),
            Stub<IArtifactRepositoryProvider>.Of((_, _) => Stub<IArtifactRepository>.Of((method, _) => throw new NotSupportedException(method))));
        var calls = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint => Methods(endpoint).Select(method => $"{method} {Path(endpoint)}"))
            .ToHashSet(StringComparer.Ordinal);

        // If a call has a twin, listing the first is enough.
        calls.RemoveWhere(call => calls.Contains(call.Replace(Twin, Api, StringComparison.Ordinal)) && call.Contains(Twin, StringComparison.Ordinal));
        return calls;
    }

    private static IEnumerable<string> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Where(method => method != "HEAD");

    /// <summary>The pattern with parameters reduced to their names.</summary>
    private static string Path(RouteEndpoint endpoint) => endpoint.RoutePattern.PathSegments.Count == 0
        ? "/"
        : string.Concat(endpoint.RoutePattern.PathSegments.Select(segment => "/" + string.Concat(segment.Parts.Select(part =>
            part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter
                ? $"{{{parameter.Name}}}"
                : ((Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart)part).Content))));

    private static List<(string Call, bool IsMissing, string Since)> ReadTable()
    {
        var rows = File.ReadLines(System.IO.Path.Combine(Root(), "docs", "compatibility.md"))
            .SkipWhile(line => line != "## Every call")
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains('`', StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => ($"{cells[1]} {cells[2].Trim('`')}", cells[3] == "no" || cells[3].StartsWith("no;", StringComparison.Ordinal), cells[4]))
            .ToList();
        rows.Count.ShouldBeGreaterThan(50);
        return rows;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "Leat.slnx")))
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No Leat.slnx above the tests.");
        return folder;
    }
}
