using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Core;

namespace Leat.Cli.Serving;

/// <summary>The options of <c>leat server</c>, named and abbreviated as MLflow 3.6 does (<c>mlflow/cli/__init__.py</c>).</summary>
internal sealed class ServerOptionSet
{
    public Setting BackendStoreUri { get; } = new(
        "--backend-store-uri", "URI", "Where runs are stored: sqlite:///FILE, postgresql://…, mysql://… or a directory as MLflow's file store keeps it. Default: ./mlruns if it holds experiments and there is no leat.db, else sqlite:///leat.db", "MLFLOW_BACKEND_STORE_URI");

    public Setting RegistryStoreUri { get; } = new(
        "--registry-store-uri", "URI", "Must be the backend store for now.", "MLFLOW_REGISTRY_STORE_URI");

    public Setting DefaultArtifactRoot { get; } = new(
        "--default-artifact-root", "URI",
        "Where files of new experiments go. Default: mlflow-artifacts:/ when serving artifacts, else ./mlruns",
        "MLFLOW_DEFAULT_ARTIFACT_ROOT");

    public Switch ServeArtifacts { get; } = new(
        "--serve-artifacts", "Clients send files through this server. Default: on", "MLFLOW_SERVE_ARTIFACTS");

    public Switch NoServeArtifacts { get; } = new(
        "--no-serve-artifacts", "Clients write files to the artifact root themselves.");

    public Switch ArtifactsOnly { get; } = new(
        "--artifacts-only", "Serves files and nothing else.", "MLFLOW_ARTIFACTS_ONLY");

    public Setting ArtifactsDestination { get; } = new(
        "--artifacts-destination", "URI", "Where this server keeps files: a directory, or a place in a cloud (s3://bucket/path). Default: ./mlartifacts",
        "MLFLOW_ARTIFACTS_DESTINATION");

    public Switch Dedupe { get; } = new(
        "--artifact-dedupe", "Keeps each distinct content of files once: files of equal content share it. Reading such files needs Leat.", "LEAT_ARTIFACT_DEDUPE");

    public Setting RedirectFrom { get; } = new(
        "--artifacts-redirect", "MIB",
        "Leads downloads of files of at least so many MiB to the bucket or container itself, which clients must reach. Default: none",
        "LEAT_ARTIFACTS_REDIRECT");

    public Setting Permissions { get; } = new(
        "--file-permissions", "OCTAL", "Permissions of a database and of artifacts that are made; 640 lets the group read. Default: 600",
        FilePermissions.Variable);

    public Setting Host { get; } = new(
        "--host", "HOST", "The address to listen on; 0.0.0.0 for all. Default: 127.0.0.1", "MLFLOW_HOST", "-h");

    public Setting Port { get; } = new(
        "--port", "PORT", "The port to listen on; 0 takes a free one. Default: 5000", "MLFLOW_PORT", "-p");

    public Setting Workers { get; } = new(
        "--workers", "N", "Accepted for MLflow's sake: one process serves all.", "MLFLOW_WORKERS", "-w");

    public Setting AllowedHosts { get; } = new(
        "--allowed-hosts", "LIST",
        "Host headers to answer, comma-separated, with any port unless they name one; * matches anything. Default: this machine and private networks",
        "MLFLOW_SERVER_ALLOWED_HOSTS");

    public Setting CorsAllowedOrigins { get; } = new(
        "--cors-allowed-origins", "LIST",
        "Origins of web pages that may call, comma-separated, * for all. Default: this machine's",
        "MLFLOW_SERVER_CORS_ALLOWED_ORIGINS");

    public Switch DisableSecurityMiddleware { get; } = new(
        "--disable-security-middleware", "Checks neither Host nor Origin and sends no security headers.",
        "MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE");

    public Setting XFrameOptions { get; } = new(
        "--x-frame-options", "VALUE", "SAMEORIGIN, DENY or NONE. Default: SAMEORIGIN", "MLFLOW_SERVER_X_FRAME_OPTIONS");

    public Setting StaticPrefix { get; } = new(
        "--static-prefix", "PATH", "Serves pages and API under this path; begins and does not end with /.",
        "MLFLOW_STATIC_PREFIX");

    public Setting GunicornOpts { get; } = new(
        "--gunicorn-opts", "TEXT", "Accepted for MLflow's sake, without effect.", "MLFLOW_GUNICORN_OPTS");

    public Setting WaitressOpts { get; } = new(
        "--waitress-opts", "TEXT", "Accepted for MLflow's sake, without effect.");

    public Setting UvicornOpts { get; } = new(
        "--uvicorn-opts", "TEXT", "Accepted for MLflow's sake, without effect.", "MLFLOW_UVICORN_OPTS");

    public Setting ExposePrometheus { get; } = new(
        "--expose-prometheus", "DIR", "Serves figures for Prometheus under /metrics; the directory is not used.",
        "MLFLOW_EXPOSE_PROMETHEUS");

    public Switch AccessLog { get; } = new(
        "--access-log", "Logs a line per request to stderr: method, path, status, bytes, time.", "LEAT_ACCESS_LOG");

    public Setting SearchTimeout { get; } = new(
        "--search-timeout", "SECONDS", "How long one search may take before it is ended with an error. Default: 30", "LEAT_SEARCH_TIMEOUT");

    public Setting MemoryLimit { get; } = new(
        "--memory-limit", "MIB", "Memory that the server may take, besides pages that SQLite keeps: 16 MiB per connection, two for each processor, at least four, and one. Default: 512", "LEAT_MEMORY_LIMIT");

    public Switch EnableWorkspaces { get; } = new(
        "--enable-workspaces", "Clients may name workspaces, which keep experiments, models, webhooks, datasets and files apart.", "MLFLOW_ENABLE_WORKSPACES");

    public Switch DisableWorkspaces { get; } = new("--disable-workspaces", "Everything is in one workspace. Default");

    public Setting AppName { get; } = new("--app-name", "NAME", "Not supported yet.");

    public Switch Dev { get; } = new("--dev", "Logs every request and every detail.");

    public IEnumerable<Option> All =>
    [
        BackendStoreUri, RegistryStoreUri, DefaultArtifactRoot, ServeArtifacts, NoServeArtifacts, ArtifactsOnly,
        ArtifactsDestination, Dedupe, RedirectFrom, Permissions, Host, Port, Workers, AllowedHosts, CorsAllowedOrigins, DisableSecurityMiddleware,
        XFrameOptions, StaticPrefix, GunicornOpts, WaitressOpts, UvicornOpts, ExposePrometheus, AccessLog, SearchTimeout, MemoryLimit,
        EnableWorkspaces, DisableWorkspaces, AppName, Dev,
    ];
}
