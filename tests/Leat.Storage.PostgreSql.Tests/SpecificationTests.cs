using System.Reflection;
using Leat.Storage.Specification;
using Leat.Storage.Specification.Search;
using Leat.Storage.Sql.Specification;

namespace Leat.Storage.PostgreSql.Tests;

public sealed class PostgreSqlExperimentStoreTests(PostgreSqlFixture fixture)
    : ExperimentStoreSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlRunStoreTests(PostgreSqlFixture fixture)
    : RunStoreSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlConcurrentWritesTests(PostgreSqlFixture fixture)
    : ConcurrentWritesSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlRunTableTests(PostgreSqlFixture fixture)
    : RunTableSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlTableStoreTests(PostgreSqlFixture fixture)
    : TableStoreSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlMetricStoreTests(PostgreSqlFixture fixture)
    : MetricStoreSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlDatasetStoreTests(PostgreSqlFixture fixture)
    : DatasetStoreSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlRegistryStoreTests(PostgreSqlFixture fixture)
    : RegistryStoreSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlWebhookStoreTests(PostgreSqlFixture fixture)
    : WebhookStoreSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlWorkspaceStoreTests(PostgreSqlFixture fixture)
    : WorkspaceStoreSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlRegistrySearchTests(PostgreSqlFixture fixture)
    : RegistrySearchSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlSearchTests(PostgreSqlFixture fixture)
    : SearchSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlSearchAgreementTests(PostgreSqlFixture fixture)
    : SearchAgreementSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlEvaluationDatasetStoreTests(PostgreSqlFixture fixture)
    : EvaluationDatasetStoreSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlEvaluationRecordTests(PostgreSqlFixture fixture)
    : EvaluationRecordSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlScorerStoreTests(PostgreSqlFixture fixture)
    : ScorerStoreSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlLoggedModelStoreTests(PostgreSqlFixture fixture)
    : LoggedModelStoreSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlTraceStoreTests(PostgreSqlFixture fixture)
    : TraceStoreSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlTraceSearchTests(PostgreSqlFixture fixture)
    : TraceSearchSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlTraceMetricTests(PostgreSqlFixture fixture)
    : TraceMetricSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlTraceHourTests(PostgreSqlFixture fixture)
    : TraceHourSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlIssueStoreTests(PostgreSqlFixture fixture)
    : IssueStoreSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlLabelSchemaStoreTests(PostgreSqlFixture fixture)
    : LabelSchemaStoreSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlReviewQueueStoreTests(PostgreSqlFixture fixture)
    : ReviewQueueStoreSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlSpanStoreTests(PostgreSqlFixture fixture)
    : SpanStoreSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlAssessmentStoreTests(PostgreSqlFixture fixture)
    : AssessmentStoreSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlPurgeStoreTests(PostgreSqlFixture fixture)
    : PurgeStoreSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlBulkLoadTests(PostgreSqlFixture fixture)
    : BulkLoadSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlSeveralServersTests(PostgreSqlFixture fixture)
    : SeveralServersSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlShortSeriesTests(PostgreSqlFixture fixture)
    : ShortSeriesSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlTextTests(PostgreSqlFixture fixture)
    : TextSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlMigrationTests(PostgreSqlFixture fixture)
    : MigrationSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlSchemaPageTests(PostgreSqlFixture fixture)
    : SchemaPageSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class ComplianceTests : ComplianceSpecification
{
    protected override IEnumerable<Assembly> Suites => [.. base.Suites, typeof(MigrationSpecification<>).Assembly];
}
