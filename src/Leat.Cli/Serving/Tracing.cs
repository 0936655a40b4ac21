using System.Collections;
using Leat.Cli.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Leat.Cli.Serving;

/// <summary>Sends a span per request to an OpenTelemetry collector if the environment names one, in the standard's own variables.
/// Otherwise none of this is set up.</summary>
internal static class Tracing
{
    /// <summary>Either of them names a collector.</summary>
    private static readonly string[] Endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    public static void Configure(WebApplicationBuilder builder)
    {
        var variables = ReadVariables();
        if (!Endpoints.Any(variables.ContainsKey))
            return;

        // The host does not read the environment, but the exporter takes its settings from the host.
        builder.Configuration.AddInMemoryCollection(variables);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.Clear()
                .AddTelemetrySdk()
                .AddService("leat", serviceVersion: ShowVersion.Version)
                .AddEnvironmentVariableDetector())
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(requests => requests.Filter = IsWorthASpan)
                .AddOtlpExporter());
    }

    /// <summary>Probes come every few seconds and say nothing.</summary>
    private static bool IsWorthASpan(HttpContext context) => context.Request.Path.Value is not ("/health" or "/version" or "/metrics");

    private static Dictionary<string, string?> ReadVariables() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Where(variable => ((string)variable.Key).StartsWith("OTEL_", StringComparison.Ordinal) && variable.Value is string { Length: > 0 })
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value, StringComparer.Ordinal);
}
