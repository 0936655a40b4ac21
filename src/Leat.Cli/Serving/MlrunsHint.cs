namespace Leat.Cli.Serving;

/// <summary>Opens <c>./mlruns</c> by itself as MLflow does; beside a database that was used before, says that it does not.</summary>
internal static class MlrunsHint
{
    /// <summary>The store that a server opens if none is named: the directory of MLflow's file store, where it holds experiments and nobody has
    /// used Leat's own default; else null.</summary>
    public static string? StoreOf(string directory) =>
        HoldsExperiments(Path.Combine(directory, "mlruns")) && !File.Exists(Path.Combine(directory, "leat.db")) ? "./mlruns" : null;

    /// <summary>A note if the store is the default one and <c>mlruns</c> holds experiments: folders named by numbers, each with a
    /// <c>meta.yaml</c>, which is also how MLflow decides.</summary>
    public static string? For(ServerSettings settings, string directory)
    {
        var mlruns = Path.Combine(directory, "mlruns");
        if (settings.Server.ArtifactsOnly || settings.Store.Text != ServerSettings.DefaultStore || !HoldsExperiments(mlruns))
            return null;
        return $"'{mlruns}' holds experiments of MLflow's file store, which do not show up here: 'leat import {mlruns}' brings them, and '--backend-store-uri ./mlruns' shows them as they are.";
    }

    private static bool HoldsExperiments(string mlruns) =>
        Directory.Exists(mlruns)
        && Directory.EnumerateDirectories(mlruns).Any(child =>
            Path.GetFileName(child).All(char.IsAsciiDigit) && File.Exists(Path.Combine(child, "meta.yaml")));
}
