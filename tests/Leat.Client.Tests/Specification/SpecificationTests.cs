using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leat.Core;
using Leat.Storage.Specification;
using Leat.Storage.Specification.Search;

namespace Leat.Client.Tests.Specification;

public sealed class HttpExperimentStoreTests(ServedStoreFixture fixture)
    : ExperimentStoreSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>;

public sealed class HttpRunStoreTests(ServedStoreFixture fixture)
    : RunStoreSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>
{
    protected override bool StreamsRuns => false;
}

public sealed class HttpMetricStoreTests(ServedStoreFixture fixture)
    : MetricStoreSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>
{
    protected override bool ReadsHere => false;
}

public sealed class HttpDatasetStoreTests(ServedStoreFixture fixture)
    : DatasetStoreSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>;

public sealed class HttpTextTests(ServedStoreFixture fixture)
    : TextSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>;

public sealed class HttpSearchTests(ServedStoreFixture fixture)
    : SearchSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>;

public sealed class HttpSearchAgreementTests(ServedStoreFixture fixture)
    : SearchAgreementSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>;

public sealed class HttpRegistryStoreTests(ServedStoreFixture fixture)
    : RegistryStoreSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>
{
    /// <summary>Nothing: the protocol has a call of its own for that.</summary>
    protected override string Told(string storageLocation) => "";
}

public sealed class HttpRegistrySearchTests(ServedStoreFixture fixture)
    : RegistrySearchSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>;

public sealed class HttpLoggedModelStoreTests(ServedStoreFixture fixture)
    : LoggedModelStoreSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>;

public sealed class HttpScorerStoreTests(ServedStoreFixture fixture)
    : ScorerStoreSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>;

public sealed class HttpEvaluationDatasetStoreTests(ServedStoreFixture fixture)
    : EvaluationDatasetStoreSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>;

public sealed class HttpEvaluationRecordTests(ServedStoreFixture fixture)
    : EvaluationRecordSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>;

public sealed class HttpTraceStoreTests(ServedStoreFixture fixture)
    : TraceStoreSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>;

public sealed class HttpTraceSearchTests(ServedStoreFixture fixture)
    : TraceSearchSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>;

public sealed class HttpTraceMetricTests(ServedStoreFixture fixture)
    : TraceMetricSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>;

public sealed class HttpIssueStoreTests(ServedStoreFixture fixture)
    : IssueStoreSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>;

public sealed class HttpLabelSchemaStoreTests(ServedStoreFixture fixture)
    : LabelSchemaStoreSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>;

public sealed class HttpReviewQueueStoreTests(ServedStoreFixture fixture)
    : ReviewQueueStoreSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>;

public sealed class HttpSpanStoreTests(ServedStoreFixture fixture)
    : SpanStoreSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>
{
    /// <summary>Spans travel as OpenTelemetry's values, which know no blanks between them.</summary>
    protected override string Kept(string json) => JsonNode.Parse(json)!.ToJsonString(Relaxed);

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

public sealed class HttpAssessmentStoreTests(ServedStoreFixture fixture)
    : AssessmentStoreSpecification<ServedStoreFixture>(fixture), IClassFixture<ServedStoreFixture>;

public sealed class ComplianceTests : ComplianceSpecification
{
    protected override IReadOnlyDictionary<Type, string> LeftOut { get; } = new Dictionary<Type, string>
    {
        [typeof(SeveralServersSpecification<>)] = "How several servers share a database is the database's affair.",
        [typeof(ConcurrentWritesSpecification<>)] = "It asks for writes in an order without waiting; requests under way at the same time have none.",
        [typeof(ShortSeriesSpecification<>)] = "How points rest is the database's affair.",
        [typeof(BulkLoadSpecification<>)] = "The protocol has no call that loads in bulk.",
        [typeof(PurgeStoreSpecification<>)] = "The protocol has no call that removes for good.",
        [typeof(RunTableSpecification<>)] = "Tables are for pages; a program has the runs themselves.",
        [typeof(TableStoreSpecification<>)] = "Counts and columns are for pages, too.",
        [typeof(TraceHourSpecification<>)] = "Hours are added up within a database.",
        [typeof(WorkspaceStoreSpecification<>)] = "A client works in the workspace that its options name; making and deleting them is for those who run servers.",
        [typeof(WebhookStoreSpecification<>)] = "Webhooks are kept with secrets under the server's key, which no client has.",
    };

    [Fact]
    public void What_the_client_does_not_offer_it_says()
    {
        var features = new HttpTrackingStore(new Uri("http://localhost:5000")).Features;

        var missing = typeof(StoreFeatures).GetProperties().Where(feature => feature.GetValue(features) is null).Select(feature => feature.Name);

        missing.ShouldBe(["Tables", "Webhooks", "Workspaces", "Purge", "Bulk", "Diagnostics", "Version", "Checkpoint", "Readers"], ignoreOrder: true);
        features.RetriesItself.ShouldBeTrue();
    }
}
