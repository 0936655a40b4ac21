using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Leat.Server;

/// <summary>Serves figures to Prometheus when the options say so.</summary>
internal static class PrometheusEndpoint
{
    public const string Path = "/metrics";

    public static void AddPrometheus(this IServiceCollection services, LeatServerOptions options)
    {
        // A service, so that the server's end is the reader's, too.
        if (options.ExposePrometheus)
            services.AddMetrics().AddSingleton<MeterReader>();
    }

    public static void MapPrometheus(this WebApplication app, LeatServerOptions options)
    {
        if (!options.ExposePrometheus)
            return;
        var reader = app.Services.GetRequiredService<MeterReader>();
        app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], context =>
            ResponseWriter.WriteTextAsync(context, StatusCodes.Status200OK, PrometheusText.ContentType, reader.Write()));
    }
}
