using System.Text.Json;
using Leat.Core;

namespace Leat.Storage.Sqlite.Tests;

/// <summary>A database with a row in every table, all of them of experiment 1 or of no experiment.</summary>
internal static class FullDatabase
{
    public const string Experiment = "1";

    public const string TraceId = "tr-0102030405060708090a0b0c0d0e0f10";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task FillAsync(ITrackingStore store, Func<ITrackingStore, Task> seal)
    {
        (await store.Experiments.CreateExperimentAsync(NewExperiment.Create("e", tags: [new Tag("t", "v")]), Cancel)).ShouldBe(Experiment);
        var model = (await store.Models.CreateModelAsync(
            NewLoggedModel.Create(Experiment, "m", parameters: [new Param("p", "v")], tags: [new Tag("t", "v")]), Cancel)).ModelId;
        await StartTraceAsync(store);
        var run = await AddRunAsync(store, seal, model);
        await AddVersionAsync(store);
        await AddTraceAsync(store, run);
        await store.Webhooks.CreateWebhookAsync(
            NewWebhook.Create("hook", "https://example.com", [new WebhookEvent(WebhookEntity.ModelVersion, WebhookAction.Created)], ["https"], ""), Cancel);
        await store.Scorers.RegisterScorerAsync(NewScorerVersion.Create(Experiment, "s", "{}"), Cancel);
        await store.Scorers.SetOnlineScoringAsync(NewOnlineScoring.Create(Experiment, "s", 1, null), Cancel);
        await AddReviewAsync(store);
        var dataset = await store.EvaluationDatasets.CreateDatasetAsync(
            NewEvaluationDataset.Create("d", [Experiment], [new Tag("t", "v")]), Cancel);
        using var records = JsonDocument.Parse("""[{"inputs": {"a": 1}}]""");
        await store.EvaluationDatasets.UpsertRecordsAsync(dataset.DatasetId, NewEvaluationDatasetRecords.Read(records.RootElement), Cancel);
    }

    /// <summary>A run with a block, a bundle and a tail.</summary>
    private static async Task<string> AddRunAsync(ITrackingStore store, Func<ITrackingStore, Task> seal, string model)
    {
        var run = (await store.Runs.CreateRunAsync(NewRun.Create(Experiment, "r"), Cancel)).Info.RunId;
        await store.Runs.LogAsync(LogBatch.Create(run, [.. Enumerable.Range(0, 200).Select(i => new Metric("loss", i, i, i)), new Metric("short", 1, 1, 1)]), Cancel);
        await seal(store);
        await store.Runs.LogAsync(
            LogBatch.Create(run, [new Metric("accuracy", 0.9, 5, 5, new MetricLink(model, "iris", "d1"))], [new Param("p", "v")], [new Tag("t", "v")]),
            Cancel);
        var input = new DatasetInput(new Dataset("iris", "d1", "local", "iris.csv", null, null), [new Tag("mlflow.data.context", "train")]);
        await store.Runs.LogInputsAsync(LogInputs.Create(run, [input], [model]), Cancel);
        await store.Models.LogOutputsAsync(run, [new ModelOutput(model, 1)], Cancel);
        return run;
    }

    private static async Task AddVersionAsync(ITrackingStore store)
    {
        await store.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create("m", "", [new Tag("t", "v")]), Cancel);
        await store.Registry.CreateModelVersionAsync(NewModelVersion.Create("m", "s3://bucket/model"), Cancel);
        await store.Registry.SetModelVersionTagAsync("m", 1, new Tag("t", "v"), Cancel);
        await store.Registry.SetAliasAsync("m", "champion", 1, Cancel);
    }

    private static Task<TraceInfo> StartTraceAsync(ITrackingStore store) => store.Traces.StartTraceAsync(
        NewTrace.Create(new TraceInfo(TraceId, Experiment, 1, 1, TraceState.Ok, [new Tag("m", "v")], [new Tag("t", "v")], [])), Cancel);

    /// <summary>Goes on with a trace whose hour has been added up before.</summary>
    private static async Task AddTraceAsync(ITrackingStore store, string run)
    {
        await store.Traces.LogSpansAsync(Experiment, [new Span(TraceId, "00000000000000a1", null, "a", 1, 2, SpanStatus.Ok, "", [], [])], Cancel);
        await store.Traces.LinkTracesToRunAsync(TraceLinks.Create(run, [TraceId]), Cancel);
        await store.Assessments.CreateAssessmentAsync(
            TraceId,
            NewAssessment.Create(new Assessment("", "", "good", AssessmentKind.Feedback, "\"yes\"", new AssessmentSource("HUMAN", "ann"), 0, 0)),
            Cancel);
        await store.Traces.LinkPromptsAsync(TracePrompts.Create(TraceId, [new("greet", "1")]), Cancel);
    }

    private static async Task AddReviewAsync(ITrackingStore store)
    {
        await store.Issues.CreateIssueAsync(NewIssue.Create(new Issue("", Experiment, "i", "d", IssueStatus.Pending, 0, 0)), Cancel);
        var schema = await store.LabelSchemas.CreateSchemaAsync(
            NewLabelSchema.Create(new LabelSchema("", Experiment, "l", LabelSchemaType.Feedback, """{"text": {}}""", 0, 0)), Cancel);
        var queue = await store.ReviewQueues.CreateQueueAsync(
            NewReviewQueue.Create(new ReviewQueue("", Experiment, "q", ReviewQueueType.Custom, 0, 0) { Users = ["ann"], SchemaIds = [schema.SchemaId] }), Cancel);
        await store.ReviewQueues.AddItemsAsync(queue.QueueId, [TraceId], Cancel);
    }
}
