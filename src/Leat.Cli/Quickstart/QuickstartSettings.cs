using Leat.Cli.Serving;
using Leat.Quickstart;

namespace Leat.Cli.Quickstart;

/// <summary>The settings of one <c>leat quickstart</c>.</summary>
/// <param name="Training">What to train.</param>
/// <param name="Server">The server to start; null to log to <paramref name="TrackingUri"/> instead.</param>
/// <param name="TrackingUri">Where to log if no server is started.</param>
/// <param name="Serve">Whether the server keeps running after the training.</param>
/// <param name="OpenBrowser">Whether the page is then opened in a browser.</param>
internal sealed record QuickstartSettings(
    QuickstartOptions Training, ServerSettings? Server, string? TrackingUri, bool Serve, bool OpenBrowser);
