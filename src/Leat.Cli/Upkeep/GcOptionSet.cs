using System.CommandLine;
using Leat.Cli.CommandLine;

namespace Leat.Cli.Upkeep;

/// <summary>The options of <c>leat gc</c>, named as those of <c>mlflow gc</c>; the last three are Leat's own.</summary>
internal sealed class GcOptionSet
{
    public Setting OlderThan { get; } = new(
        "--older-than", "AGE", "Only what was deleted longer ago, for example 30d12h or 1d2h3m4s.");

    public Setting BackendStoreUri { get; } = new(
        "--backend-store-uri", "URI", "The store. Default: sqlite:///leat.db", "MLFLOW_BACKEND_STORE_URI");

    public Setting ArtifactsDestination { get; } = new(
        "--artifacts-destination", "URI", "Where the server keeps files of mlflow-artifacts: locations. Default: ./mlartifacts",
        "MLFLOW_ARTIFACTS_DESTINATION");

    public Setting RunIds { get; } = new("--run-ids", "LIST", "Only these runs, comma-separated.");

    public Setting ExperimentIds { get; } = new("--experiment-ids", "LIST", "Only these experiments, with their runs and models.");

    public Setting LoggedModelIds { get; } = new("--logged-model-ids", "LIST", "Only these logged models.");

    public Setting Workspace { get; } = new(
        "--workspace", "NAME", "Only what is in this workspace. Default: what is in any", "MLFLOW_WORKSPACE");

    public Switch AllWorkspaces { get; } = new("--all-workspaces", "What is in any workspace, even if MLFLOW_WORKSPACE names one.");

    public Setting TrackingUri { get; } = new(
        "--tracking-uri", "URI", "Remove files of mlflow-artifacts: locations through this server instead.", "MLFLOW_TRACKING_URI");

    public Setting ContentGrace { get; } = new(
        "--content-grace", "AGE",
        "How long a shared content stays that no file has any more (--artifact-dedupe); less than an hour only while no server runs. Default: 1d");

    public Switch DryRun { get; } = new("--dry-run", "Says what would go, and how much it is, and removes nothing.");

    public Switch Force { get; } = new("--force", "Goes on where files cannot be reached; those stay where they are.");

    public IEnumerable<Option> All =>
    [
        OlderThan, BackendStoreUri, ArtifactsDestination, RunIds, ExperimentIds, LoggedModelIds, Workspace, AllWorkspaces, TrackingUri, ContentGrace,
        DryRun, Force,
    ];
}
