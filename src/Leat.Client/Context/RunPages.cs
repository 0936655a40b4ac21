using Leat.Core;

namespace Leat.Client;

/// <summary>Where people look at runs in a browser.</summary>
internal static class RunPages
{
    /// <summary>The page of a run on the server of a tracking URI; null for a store that is not a server.</summary>
    /// <remarks>The form is that of MLflow's page, which Leat's page follows: so it is right whichever server it is.</remarks>
    public static Uri? Of(string trackingUri, RunInfo run)
    {
        if (!Uri.TryCreate(trackingUri, UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
            return null;
        // A password in the address must not be printed.
        var address = new UriBuilder(server) { UserName = "", Password = "", Query = "", Fragment = "" };
        address.Path = address.Path.TrimEnd('/') + "/";
        address.Fragment = $"/experiments/{Uri.EscapeDataString(run.ExperimentId)}/runs/{Uri.EscapeDataString(run.RunId)}";
        return address.Uri;
    }
}
