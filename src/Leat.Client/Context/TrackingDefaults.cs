namespace Leat.Client;

/// <summary>Where to log by default.</summary>
internal static class TrackingDefaults
{
    private const string LocalDatabase = "sqlite:///leat.db";

    public static string Uri(ProcessEnvironment environment) => environment.Get("MLFLOW_TRACKING_URI") ?? LocalDatabase;
}
