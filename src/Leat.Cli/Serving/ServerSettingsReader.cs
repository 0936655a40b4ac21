using System.Net;
using Leat.Artifacts;
using Leat.Cli.CommandLine;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Server;

namespace Leat.Cli.Serving;

/// <summary>Makes <see cref="ServerSettings"/> from a command line and the environment, or says in one sentence why it cannot.</summary>
internal sealed class ServerSettingsReader(ServerOptionSet options, SettingReader reader, ArtifactSchemes artifacts)
{
    /// <summary>A day.</summary>
    private const int MaxSearchSeconds = 24 * 60 * 60;

    private readonly List<string> _notes = [];

    /// <exception cref="UsageException">A value is not allowed, or two values exclude each other.</exception>
    /// <exception cref="LeatException">Something that Leat understands but does not support yet.</exception>
    public ServerSettings Read()
    {
        RefuseWhatIsNotThereYet();
        NoteWhatHasNoEffect();
        var serveArtifacts = reader.IsOn(options.ServeArtifacts, options.NoServeArtifacts, otherwise: true);
        var artifactsOnly = ReadArtifactsOnly();
        var workspaces = ReadWorkspaces(artifactsOnly);
        var store = ReadStore();
        var memory = reader.Number(options.MemoryLimit, MemoryLimit.Least, int.MaxValue) ?? MemoryLimit.Default;
        return new ServerSettings
        {
            Store = store,
            DefaultArtifactRoot = ReadDefaultArtifactRoot(serveArtifacts),
            ArtifactsDestination = ReadArtifactsDestination(),
            ShareContents = reader.IsOn(options.Dedupe),
            Permissions = FileSettings.ReadPermissions(reader, options.Permissions),
            Server = new LeatServerOptions
            {
                WebUi = WebUiFiles.Find(Leat.Ui.WebUi.Assembly),
                ServeArtifacts = serveArtifacts,
                ArtifactsOnly = artifactsOnly,
                RedirectFrom = reader.Number(options.RedirectFrom, 0, int.MaxValue) is { } mebibytes ? (long)mebibytes << 20 : null,
                Host = ReadHost(),
                Port = reader.Number(options.Port, 0, 65535) ?? 5000,
                AllowedHosts = reader.List(options.AllowedHosts),
                CorsAllowedOrigins = reader.List(options.CorsAllowedOrigins) ?? [],
                DisableSecurityMiddleware = reader.IsOn(options.DisableSecurityMiddleware),
                XFrameOptions = ReadXFrameOptions(),
                StaticPrefix = ReadStaticPrefix(),
                EnableWorkspaces = workspaces,
                ExposePrometheus = reader.Find(options.ExposePrometheus) is not null,
                AccessLog = reader.IsOn(options.AccessLog),
                RequestMemory = MemoryLimit.OfRequests(memory),
                SearchTimeout = TimeSpan.FromSeconds(reader.Number(options.SearchTimeout, 1, MaxSearchSeconds) ?? 30),
                Webhooks = WebhookSettings.Read(reader, store),
            },
            MemoryMebibytes = memory,
            Verbose = reader.IsOn(options.Dev),
            Notes = _notes,
        };
    }

    private void RefuseWhatIsNotThereYet()
    {
        if (reader.Find(options.AppName) is var (app, _))
            throw NotThereYet($"The app '{app}' (--app-name) is not supported yet, and the server has no accounts: leave it "
                + "out, and let only trusted machines reach the server.");
    }

    private void NoteWhatHasNoEffect()
    {
        if (reader.Number(options.Workers, 1, int.MaxValue) > 1)
            _notes.Add("one process serves all requests, on all cores; the number of workers has no effect.");
        if (reader.Find(options.ExposePrometheus) is var (directory, _))
            _notes.Add($"'{directory}' is not used: one process keeps the figures of /metrics in memory.");
        foreach (var setting in new[] { options.GunicornOpts, options.WaitressOpts, options.UvicornOpts })
        {
            if (reader.Find(setting) is var (_, source))
                _notes.Add($"{source} has no effect: Leat brings its own web server.");
        }
    }

    private StoreUri ReadStore()
    {
        var text = reader.Text(options.BackendStoreUri) ?? MlrunsHint.StoreOf(Environment.CurrentDirectory) ?? ServerSettings.DefaultStore;
        var registry = reader.Text(options.RegistryStoreUri);
        if (registry is not null && registry.Trim() != text.Trim())
            throw NotThereYet("A model registry apart from the backend store (--registry-store-uri) is not supported yet: leave it "
                + "out, or give the same URI.");
        var store = StoreUri.Parse(text);
        _notes.AddRange(store.Notes);
        return store;
    }

    private bool ReadArtifactsOnly()
    {
        if (!reader.IsOn(options.ArtifactsOnly))
            return false;
        if (reader.Find(options.BackendStoreUri) is var (_, source))
            throw new UsageException($"--artifacts-only serves files and nothing else, but {source} names a store: give one of the two.");
        return true;
    }

    private bool ReadWorkspaces(bool artifactsOnly)
    {
        var enabled = reader.IsOn(options.EnableWorkspaces, options.DisableWorkspaces, otherwise: false);
        if (enabled && artifactsOnly)
            throw new UsageException("--artifacts-only serves files and does not know whose they are, but --enable-workspaces keeps those of workspaces apart: give one of the two.");
        return enabled;
    }

    private string ReadDefaultArtifactRoot(bool serveArtifacts)
    {
        // As in MLflow: with a database as the store, files that clients write themselves go to ./mlruns.
        var given = reader.Text(options.DefaultArtifactRoot) ?? (serveArtifacts ? $"{ArtifactUri.ProxyScheme}:/" : "./mlruns");
        var scheme = ArtifactUri.GetScheme(given);
        if (scheme != ArtifactUri.ProxyScheme && !artifacts.Opens(given))
            _notes.Add($"this server cannot read {scheme}:// itself yet: clients that can will write there, "
                + "but listings over the server are empty, and downloads fail.");
        return Absolute("--default-artifact-root", given);
    }

    private string ReadArtifactsDestination()
    {
        var given = reader.Text(options.ArtifactsDestination) ?? ServerSettings.DefaultArtifactsDestination;
        artifacts.RequireOpens(given);
        return Absolute("--artifacts-destination", given);
    }

    private static string Absolute(string option, string location) => ArtifactLocationRules.FindFault(location) is { } fault
        ? throw new UsageException($"Invalid value for {option}: '{location}' {fault}.")
        : ArtifactUri.ToAbsolute(location);

    private string ReadHost()
    {
        var host = reader.Text(options.Host) ?? "127.0.0.1";
        if (string.IsNullOrWhiteSpace(host))
            throw new UsageException("Invalid value for --host: give a name or an address of this machine.");
        if (!IsLoopback(host.Trim()))
            _notes.Add($"whoever reaches {host.Trim()} can read and change everything: the server knows no accounts yet.");
        return host.Trim();
    }

    private string ReadXFrameOptions()
    {
        var text = reader.Text(options.XFrameOptions)?.ToUpperInvariant() ?? "SAMEORIGIN";
        return text is "SAMEORIGIN" or "DENY" or "NONE"
            ? text
            : throw new UsageException($"Invalid value for --x-frame-options: '{text}' is not SAMEORIGIN, DENY or NONE.");
    }

    private string? ReadStaticPrefix()
    {
        var prefix = reader.Text(options.StaticPrefix);
        if (prefix is not null && (!prefix.StartsWith('/') || prefix.EndsWith('/')))
            throw new UsageException($"Invalid value for --static-prefix: '{prefix}' must begin and must not end with '/'.");
        return prefix;
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static LeatException NotThereYet(string message) => new(ErrorCode.NotImplemented, message);
}
