using System.Reflection;
using Leat.Storage.Specification;
using Leat.Storage.Specification.Search;
using Leat.Storage.Sql.Specification;

namespace Leat.Storage.Sqlite.Tests;

public sealed class SqliteExperimentStoreTests(SqliteFixture fixture)
    : ExperimentStoreSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteRunStoreTests(SqliteFixture fixture)
    : RunStoreSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteConcurrentWritesTests(SqliteFixture fixture)
    : ConcurrentWritesSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteRunTableTests(SqliteFixture fixture)
    : RunTableSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteTableStoreTests(SqliteFixture fixture)
    : TableStoreSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteMetricStoreTests(SqliteFixture fixture)
    : MetricStoreSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteDatasetStoreTests(SqliteFixture fixture)
    : DatasetStoreSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteRegistryStoreTests(SqliteFixture fixture)
    : RegistryStoreSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteWebhookStoreTests(SqliteFixture fixture)
    : WebhookStoreSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteWorkspaceStoreTests(SqliteFixture fixture)
    : WorkspaceStoreSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteRegistrySearchTests(SqliteFixture fixture)
    : RegistrySearchSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteSearchTests(SqliteFixture fixture)
    : SearchSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteSearchAgreementTests(SqliteFixture fixture)
    : SearchAgreementSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteEvaluationDatasetStoreTests(SqliteFixture fixture)
    : EvaluationDatasetStoreSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteEvaluationRecordTests(SqliteFixture fixture)
    : EvaluationRecordSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteScorerStoreTests(SqliteFixture fixture)
    : ScorerStoreSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteLoggedModelStoreTests(SqliteFixture fixture)
    : LoggedModelStoreSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteTraceStoreTests(SqliteFixture fixture)
    : TraceStoreSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteTraceSearchTests(SqliteFixture fixture)
    : TraceSearchSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteTraceMetricTests(SqliteFixture fixture)
    : TraceMetricSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteTraceHourTests(SqliteFixture fixture)
    : TraceHourSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteIssueStoreTests(SqliteFixture fixture)
    : IssueStoreSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteLabelSchemaStoreTests(SqliteFixture fixture)
    : LabelSchemaStoreSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteReviewQueueStoreTests(SqliteFixture fixture)
    : ReviewQueueStoreSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteSpanStoreTests(SqliteFixture fixture)
    : SpanStoreSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteAssessmentStoreTests(SqliteFixture fixture)
    : AssessmentStoreSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqlitePurgeStoreTests(SqliteFixture fixture)
    : PurgeStoreSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteBulkLoadTests(SqliteFixture fixture)
    : BulkLoadSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteSeveralServersTests(SqliteFixture fixture)
    : SeveralServersSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteShortSeriesTests(SqliteFixture fixture)
    : ShortSeriesSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteTextTests(SqliteFixture fixture)
    : TextSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteMigrationTests(SqliteFixture fixture)
    : MigrationSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteReaderTests(SqliteFixture fixture)
    : ReaderSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteSchemaPageTests(SqliteFixture fixture)
    : SchemaPageSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class ComplianceTests : ComplianceSpecification
{
    protected override IEnumerable<Assembly> Suites => [.. base.Suites, typeof(MigrationSpecification<>).Assembly];

    protected override IReadOnlyDictionary<Type, string> LeftOut { get; } = new Dictionary<Type, string>
    {
        [typeof(SearchReadsSpecification<>)] = "SQLite joins in the order that a statement names, and does not tell how many rows it read.",
    };
}
