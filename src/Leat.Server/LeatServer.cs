using Leat.Core.Artifacts;
using Leat.Core;
using Leat.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Leat.Server;

/// <summary>A tracking server that speaks MLflow's REST protocol.</summary>
public static class LeatServer
{
    /// <summary>The MLflow version whose protocol is spoken: the answer of <c>/version</c>, which clients compare.</summary>
    public const string ProtocolVersion = "3.6.0";

    /// <summary>The category of the lines that <see cref="LeatServerOptions.AccessLog"/> asks for.</summary>
    public const string AccessLogCategory = "Leat.Server.Access";

    /// <summary>Makes a server that is ready to start.</summary>
    /// <param name="options">How it listens and whom it answers.</param>
    /// <param name="store">The store to track in. The caller disposes it after the server.</param>
    /// <param name="artifacts">Opens the places where artifacts lie.</param>
    /// <param name="configure">Adds logging and the like.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: an option that cannot work.</exception>
    /// <remarks>The server is configured by the options alone, not by environment variables or settings files. Only webhook calls look at the
    /// environment: they use the proxy that it names.</remarks>
    public static WebApplication Create(
        LeatServerOptions options,
        ITrackingStore store,
        IArtifactRepositoryProvider artifacts,
        Action<WebApplicationBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(artifacts);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options));
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout);
        builder.Services.AddSingleton(new MemoryBudget(options.RequestMemory));
        builder.Services.AddSingleton<MemoryRelief>();
        builder.Services.AddSingleton(new TransferIdle(options.TransferIdleTimeout));
        builder.Services.AddSingleton(new StoreRedirects(options.RedirectFrom));
        builder.Services.AddCompression();
        builder.Services.AddPrometheus(options);
        builder.Services.AddSingleton(provider => new WebhookDispatcher(
            options.Webhooks with { NamesWorkspace = options.EnableWorkspaces }, store, TimeProvider.System, provider.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton<IChangeSink>(provider => provider.GetRequiredService<WebhookDispatcher>());
        builder.Services.AddSingleton<IRpcFilter>(new ServingModes(options));
        var workspaces = options.EnableWorkspaces ? new WorkspaceGuards(TimeProvider.System) : null;
        builder.Services.AddSingleton<IRpcFilter>(workspaces is null ? new WorkspaceRefusals() : new WorkspaceFilter(workspaces));
        builder.Services.AddSingleton<IRpcFilter>(new EntityTags(store.Features.Version));
        builder.Services.AddSingleton<IRpcFilter>(new ReadLimits(options.SearchTimeout, store.Features.Readers));
        configure?.Invoke(builder);

        var app = builder.Build();
        _ = app.Services.GetRequiredService<MemoryRelief>();
        app.UseAccessLog(options);
        app.UseErrorAnswers(options);
        if (!options.DisableSecurityMiddleware)
            app.UseSecurity(options);
        app.UseSingleLeadingSlash();
        app.UseArtifactPathGuard();
        app.UseRouting();
        app.UseExactPaths();
        if (workspaces is null)
            app.RefuseWorkspaceHeader();
        if (options.WebUi is { } files)
            app.UseWebUiAddresses(files, options.StaticPrefix ?? "");
        app.UseCompression();
        var publishing = new PublishingStore(store, [.. app.Services.GetServices<IChangeSink>()]);
        MapEndpoints(app, options, new RpcBackend(publishing, artifacts), workspaces);
        return app;
    }

    /// <summary>Describes the calls of a server in OpenAPI 3.1, as the server itself does under <c>/api/leat/1.0/openapi.json</c>.</summary>
    /// <param name="options">As for <see cref="Create"/>; of these, the description depends on what is served below which prefix.</param>
    /// <param name="store">Any store: nothing is read from it.</param>
    /// <param name="artifacts">Any places, with a destination if <see cref="LeatServerOptions.ServeArtifacts"/> is set.</param>
    /// <param name="cancellationToken">Cancels before the work begins.</param>
    /// <returns>JSON in UTF-8, the same for the same version of Leat.</returns>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: an option that cannot work.</exception>
    public static async Task<byte[]> DescribeApiAsync(
        LeatServerOptions options, ITrackingStore store, IArtifactRepositoryProvider artifacts, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var server = Create(options, store, artifacts);
        await using (server.ConfigureAwait(false))
        {
            var endpoints = ((IEndpointRouteBuilder)server).DataSources.SelectMany(source => source.Endpoints);
            var calls = endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<RpcCall>()).OfType<RpcCall>().Distinct();
            return ApiDescription.Write(calls, options.StaticPrefix ?? "");
        }
    }

    private static void MapEndpoints(WebApplication app, LeatServerOptions options, RpcBackend backend, WorkspaceGuards? workspaces)
    {
        var routes = new RpcRoutes(app, options.StaticPrefix ?? "", backend, app.Services.GetServices<IRpcFilter>());
        routes.MapExperiments();
        routes.MapRuns();
        routes.MapTables();
        routes.MapMetrics(options.SearchTimeout);
        routes.MapDatasets();
        routes.MapLoggedModels();
        routes.MapRegisteredModels();
        routes.MapModelVersions();
        routes.MapEvaluationDatasets();
        routes.MapScorers();
        routes.MapIssues();
        routes.MapLabelSchemas();
        routes.MapReviewQueues();
        routes.MapTraces();
        routes.MapOldTraces();
        routes.MapTraceContent();
        routes.MapOtlp();
        routes.MapWebhooks(options.Webhooks, app.Services.GetRequiredService<WebhookDispatcher>());
        routes.MapArtifacts();
        ArtifactProxyEndpoints.MapArtifactProxy(routes, options, backend.Artifacts);
        routes.MapGraphQl();
        new WorkspaceEndpoints(workspaces).Map(routes);
        routes.MapService(options);
        routes.MapPrometheus(app, options);
    }

    private static void Configure(KestrelServerOptions kestrel, LeatServerOptions options)
    {
        kestrel.AddServerHeader = false;
        TransferLimits.Apply(kestrel.Limits);
        foreach (var address in OwnNames.Resolve(options.Host))
            kestrel.Listen(address, options.Port);
    }
}
