using System.Reflection;
using Leat.Storage.Specification;
using Leat.Storage.Specification.Search;
using Leat.Storage.Sql.Specification;

namespace Leat.Storage.MySql.Tests;

public sealed class MySqlExperimentStoreTests(MySqlFixture fixture)
    : ExperimentStoreSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlRunStoreTests(MySqlFixture fixture)
    : RunStoreSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlConcurrentWritesTests(MySqlFixture fixture)
    : ConcurrentWritesSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlRunTableTests(MySqlFixture fixture)
    : RunTableSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlTableStoreTests(MySqlFixture fixture)
    : TableStoreSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlMetricStoreTests(MySqlFixture fixture)
    : MetricStoreSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlDatasetStoreTests(MySqlFixture fixture)
    : DatasetStoreSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlRegistryStoreTests(MySqlFixture fixture)
    : RegistryStoreSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlWebhookStoreTests(MySqlFixture fixture)
    : WebhookStoreSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlWorkspaceStoreTests(MySqlFixture fixture)
    : WorkspaceStoreSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlRegistrySearchTests(MySqlFixture fixture)
    : RegistrySearchSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlSearchTests(MySqlFixture fixture)
    : SearchSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlSearchAgreementTests(MySqlFixture fixture)
    : SearchAgreementSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlEvaluationDatasetStoreTests(MySqlFixture fixture)
    : EvaluationDatasetStoreSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlEvaluationRecordTests(MySqlFixture fixture)
    : EvaluationRecordSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlScorerStoreTests(MySqlFixture fixture)
    : ScorerStoreSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlLoggedModelStoreTests(MySqlFixture fixture)
    : LoggedModelStoreSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlTraceStoreTests(MySqlFixture fixture)
    : TraceStoreSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlTraceSearchTests(MySqlFixture fixture)
    : TraceSearchSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlTraceMetricTests(MySqlFixture fixture)
    : TraceMetricSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlTraceHourTests(MySqlFixture fixture)
    : TraceHourSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlIssueStoreTests(MySqlFixture fixture)
    : IssueStoreSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlLabelSchemaStoreTests(MySqlFixture fixture)
    : LabelSchemaStoreSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlReviewQueueStoreTests(MySqlFixture fixture)
    : ReviewQueueStoreSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlSpanStoreTests(MySqlFixture fixture)
    : SpanStoreSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlAssessmentStoreTests(MySqlFixture fixture)
    : AssessmentStoreSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlPurgeStoreTests(MySqlFixture fixture)
    : PurgeStoreSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlBulkLoadTests(MySqlFixture fixture)
    : BulkLoadSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlSeveralServersTests(MySqlFixture fixture)
    : SeveralServersSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>
{
    /// <summary>Neither MySQL nor MariaDB has a number that moves with commits and can be read without rights of an administrator.</summary>
    protected override bool HasVersion => false;
}

public sealed class MySqlShortSeriesTests(MySqlFixture fixture)
    : ShortSeriesSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlTextTests(MySqlFixture fixture)
    : TextSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlMigrationTests(MySqlFixture fixture)
    : MigrationSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlSchemaPageTests(MySqlFixture fixture)
    : SchemaPageSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class ComplianceTests : ComplianceSpecification
{
    protected override IEnumerable<Assembly> Suites => [.. base.Suites, typeof(MigrationSpecification<>).Assembly];
}
