using Leat.Artifacts;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Client;

/// <summary>A tracking server behind MLflow's REST protocol, Leat's or MLflow's own. Safe for concurrent use.</summary>
/// <remarks>
/// <para>Calls that fail with 408, 429, 500, 502, 503, 504 or a lost connection are sent again, after growing waits or as
/// long as <c>Retry-After</c> says. Logging is idempotent on Leat (a repeated point counts once), so all calls may be
/// repeated, except those that create experiments and runs: to avoid duplicates, they are sent again only if the server
/// cannot have worked on them (no connection, 429, 503). MLflow's own server keeps one of equal points, too.</para>
/// <para>Errors come as <see cref="LeatException"/> with the server's code and message. A server that cannot be reached is
/// <see cref="ErrorCode.TemporarilyUnavailable"/>, one that does not answer in time <see cref="ErrorCode.DeadlineExceeded"/>.</para>
/// </remarks>
public sealed class HttpTrackingStore : ITrackingStore
{
    private readonly HttpConnection _connection;

    /// <summary>Makes a store of the server at this address; nothing is sent yet.</summary>
    /// <param name="address">http or https, with the path prefix of the server if it has one. A user name and password in it
    /// are used for Basic authentication if the options name none.</param>
    /// <param name="options">Credentials, timeouts, retries; null for the defaults.</param>
    /// <param name="timeProvider">The clock of timeouts and waits; null for the system's.</param>
    public HttpTrackingStore(Uri address, HttpStoreOptions? options = null, TimeProvider? timeProvider = null)
        : this(new HttpConnection(address, options ?? new HttpStoreOptions(), timeProvider ?? TimeProvider.System))
    {
    }

    internal HttpTrackingStore(HttpConnection connection)
    {
        _connection = connection;
        Experiments = new HttpExperimentStore(connection);
        Runs = new HttpRunStore(connection);
        Metrics = new HttpMetricStore(connection);
        Datasets = new HttpDatasetStore(connection);
        Features = new StoreFeatures
        {
            Models = new HttpLoggedModelStore(connection),
            Registry = new HttpRegistryStore(connection),
            EvaluationDatasets = new HttpEvaluationDatasetStore(connection),
            Scorers = new HttpScorerStore(connection),
            Traces = new HttpTraceStore(connection),
            Assessments = new HttpAssessmentStore(connection),
            Issues = new HttpIssueStore(connection),
            LabelSchemas = new HttpLabelSchemaStore(connection),
            ReviewQueues = new HttpReviewQueueStore(connection),
            RetriesItself = true,
        };
    }

    /// <inheritdoc/>
    public IExperimentStore Experiments { get; }

    /// <inheritdoc/>
    public IRunStore Runs { get; }

    /// <inheritdoc/>
    public IMetricStore Metrics { get; }

    /// <inheritdoc/>
    public IDatasetStore Datasets { get; }

    /// <inheritdoc/>
    public StoreFeatures Features { get; }

    /// <summary>Opens the locations that this server resolves (<c>mlflow-artifacts:/…</c>), with the same credentials. Usable until this store is
    /// disposed.</summary>
    public IArtifactRepositoryProvider OpenArtifacts() => new ArtifactRepositoryProvider(new ArtifactRepositoryProviderOptions
    {
        TrackingServer = _connection.Address,
        Http = _connection.Artifacts,
    });

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }
}
