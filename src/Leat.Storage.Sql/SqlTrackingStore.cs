using Leat.Core;
using Leat.Storage.Sql.Bulk;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Datasets;
using Leat.Storage.Sql.EvaluationDatasets;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Histories;
using Leat.Storage.Sql.Issues;
using Leat.Storage.Sql.LabelSchemas;
using Leat.Storage.Sql.Models;
using Leat.Storage.Sql.Registry;
using Leat.Storage.Sql.ReviewQueues;
using Leat.Storage.Sql.Runs;
using Leat.Storage.Sql.Scorers;
using Leat.Storage.Sql.Tables;
using Leat.Storage.Sql.Traces;
using Leat.Storage.Sql.Upkeep;
using Leat.Storage.Sql.Webhooks;
using Leat.Storage.Sql.Workspaces;

namespace Leat.Storage.Sql;

/// <summary>Everything that is tracked, in one SQL database.</summary>
internal sealed class SqlTrackingStore : ITrackingStore, IStoreDiagnostics, IStoreCheckpoint
{
    /// <summary>Null for the store that owns the database.</summary>
    private readonly SqlTrackingStore? _owner;

    private SqlTrackingStore(SqlDatabase database, WorkspaceScope workspace, SqlTrackingStore? owner)
    {
        _owner = owner;
        Database = database;
        var experiments = new SqlExperimentStore(database, workspace);
        Experiments = experiments;
        Runs = new SqlRunStore(database);
        Metrics = new SqlMetricStore(database);
        Datasets = new SqlDatasetStore(database);
        Features = new StoreFeatures
        {
            Models = new SqlLoggedModelStore(database),
            Tables = new SqlTableStore(database, experiments),
            Registry = new SqlRegistryStore(database, workspace),
            Webhooks = new SqlWebhookStore(database, workspace),
            EvaluationDatasets = new SqlEvaluationDatasetStore(database, workspace),
            Scorers = new SqlScorerStore(database),
            Traces = new SqlTraceStore(database),
            Assessments = new SqlAssessmentStore(database),
            Issues = new SqlIssueStore(database, workspace),
            LabelSchemas = new SqlLabelSchemaStore(database),
            ReviewQueues = new SqlReviewQueueStore(database),
            Workspaces = new SqlWorkspaceStore(database, workspace, scope => new SqlTrackingStore(database, scope, owner ?? this)),
            Purge = new SqlPurgeStore(database, owner is null ? null : workspace.Key),
            Bulk = new SqlBulkLoad(database),
            Diagnostics = this,
            Version = database.Version,
            Checkpoint = database.Driver.HasCheckpoints ? this : null,
            Limits = database.Options.Limits,
            Readers = database.Driver.MaxReaders,
        };
    }

    public SqlDatabase Database { get; }

    public IExperimentStore Experiments { get; }

    public IRunStore Runs { get; }

    public IMetricStore Metrics { get; }

    public IDatasetStore Datasets { get; }

    public StoreFeatures Features { get; }

    public Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken cancellationToken = default) =>
        Database.Writes.WriteAsync(
            async transaction => await Database.Driver.DescribeAsync(transaction.Session).ConfigureAwait(false), cancellationToken);

    public Task CheckpointAsync(CancellationToken cancellationToken = default) => Database.Driver.CheckpointAsync(cancellationToken);

    public static async Task<SqlTrackingStore> OpenAsync(SqlDriver driver, SqlStoreOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return new SqlTrackingStore(await SqlDatabase.OpenAsync(driver, options, cancellationToken).ConfigureAwait(false), WorkspaceScope.Default, owner: null);
        }
        catch (System.Data.Common.DbException exception)
        {
            throw driver.Translate(exception);
        }
    }

    /// <summary>Closes the database. A store that works in another workspace leaves it to the one that it came from.</summary>
    public ValueTask DisposeAsync() => _owner is null ? Database.DisposeAsync() : ValueTask.CompletedTask;
}
