using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Cli.Serving;
using Leat.Quickstart;

namespace Leat.Cli.Quickstart;

/// <summary>The options of <c>leat quickstart</c>. Its server options are those of <c>leat server</c>.</summary>
internal sealed class QuickstartOptionSet
{
    public Setting Dataset { get; } = new(
        "--dataset", "NAME", $"What to learn: {string.Join(", ", QuickstartOptions.Datasets)}. Default: digits");

    public Setting Seed { get; } = new("--seed", "N", "The same seed gives the same results. Default: 42");

    public Switch NoServe { get; } = new("--no-serve", "Ends after the training instead of serving until Ctrl-C.");

    public Switch NoBrowser { get; } = new("--no-browser", "Does not open the page in a browser; its address is printed anyway.");

    /// <summary>Has no environment variable: nobody wants a quickstart to log to the team's server by surprise.</summary>
    public Setting TrackingUri { get; } = new(
        "--tracking-uri", "URI", "Logs to a running server, for example http://127.0.0.1:5000, instead of starting one.");

    public ServerOptionSet Server { get; } = new();

    public IEnumerable<Option> All =>
        [Dataset, Seed, NoServe, NoBrowser, Server.Host, Server.Port, Server.BackendStoreUri, Server.ArtifactsDestination, TrackingUri];

    /// <summary>The options that only make sense if a server is started.</summary>
    public IEnumerable<Setting> OfServer =>
        [Server.Host, Server.Port, Server.BackendStoreUri, Server.ArtifactsDestination];
}
