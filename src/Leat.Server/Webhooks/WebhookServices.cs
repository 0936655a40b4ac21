using Leat.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leat.Server;

/// <summary>Puts webhooks together.</summary>
internal static class WebhookServices
{
    /// <summary>Adds the calling of webhooks, which starts and stops with the server.</summary>
    public static void AddWebhooks(this IServiceCollection services, WebhookOptions options, ITrackingStore store)
    {
        var time = TimeProvider.System;
        services.AddSingleton(new SecretKeeper(options.SecretKey, time));
        services.AddSingleton(_ => new Subscriptions(store, options.CacheLifetime, time));
        services.AddSingleton(provider => new WebhookSender(options, provider.GetRequiredService<SecretKeeper>(), time));
        services.AddSingleton(provider => new RegistryEvents(
            options,
            store,
            provider.GetRequiredService<Subscriptions>(),
            provider.GetRequiredService<WebhookSender>(),
            time,
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider => new WebhookEndpoints(
            options,
            provider.GetRequiredService<SecretKeeper>(),
            provider.GetRequiredService<Subscriptions>(),
            provider.GetRequiredService<WebhookSender>(),
            time));
        services.AddHostedService(provider => provider.GetRequiredService<RegistryEvents>());
    }

    public static void MapWebhooks(this RpcRoutes routes, WebApplication app) =>
        app.Services.GetRequiredService<WebhookEndpoints>().Map(routes);
}
