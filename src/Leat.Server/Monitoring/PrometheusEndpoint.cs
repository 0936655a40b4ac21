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

    public static void MapPrometheus(this RpcRoutes routes, WebApplication app, LeatServerOptions options)
    {
        if (!options.ExposePrometheus)
            return;
        var reader = app.Services.GetRequiredService<MeterReader>();
        routes.Group("", "Service", place: RpcPlace.Root, part: ServerPart.Service).Map(
            HttpMethods.Get,
            Path,
            (_, _) => Task.FromResult(new TextAnswer(PrometheusText.ContentType, reader.Write())),
            RpcRequest.None,
            RpcAnswer.Written<TextAnswer>(AnswerForm.Text));
    }
}
