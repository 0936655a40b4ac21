using System.Net;
using System.Text.Json.Nodes;
using Leat.Core;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.GraphQl;

/// <summary>Queries as MLflow's pages send them, and the limits of what others may send.</summary>
public sealed class GraphQlTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private const string GetRun =
        """
        query GetRun($data: MlflowGetRunInput!) @component(name: "MLflow.ExperimentRunTracking") {
          mlflowGetRun(input: $data) {
            apiError { helpUrl code message }
            run {
              info { ...Info }
              experiment { experimentId name tags { key value } artifactLocation lifecycleStage lastUpdateTime }
              modelVersions { status version name source }
              data { metrics { key value step timestamp } params { key value } tags { key value } }
              inputs { datasetInputs { dataset { digest name profile schema source sourceType } tags { key value } } modelInputs { modelId } }
              outputs { modelOutputs { modelId step } }
            }
          }
        }
        fragment Info on MlflowRunInfo { runName status runUuid experimentId artifactUri endTime lifecycleStage startTime userId __typename }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RunningServer Server => fixture.Server;

    [Fact]
    public async Task A_run_comes_with_its_experiment_its_versions_and_all_it_logged()
    {
        var (experiment, run) = await NewRunAsync();
        var digest = new DatasetInput(new Dataset("train", "d1", "local", "{}"), [new Tag("mlflow.data.context", "training")]);
        await fixture.Store.Runs.LogInputsAsync(LogInputs.Create(run, [digest]), Cancel);
        await fixture.Store.Runs.LogAsync(
            LogBatch.Create(run, [new Metric("loss", 0.5, 1_700_000_000_000, 9_007_199_254_740_993), new Metric("bad", double.NaN, 1, 0)], [new Param("lr", "0.1")]),
            Cancel);
        var name = $"model-{run}";
        await Server.CallAsync("registered-models/create", $$"""{"name":"{{name}}"}""");
        await Server.CallAsync("model-versions/create", $$"""{"name":"{{name}}","source":"s3://b/m","run_id":"{{run}}"}""");

        var data = await AskAsync(GetRun, $$$"""{"data":{"runId":"{{{run}}}"}}""");

        var answer = data["mlflowGetRun"]!;
        answer["apiError"].ShouldBeNull();
        var found = answer["run"]!;
        found["info"]!["runUuid"]!.GetValue<string>().ShouldBe(run);
        found["info"]!["startTime"]!.GetValue<string>().ShouldBe("1");
        found["info"]!["endTime"].ShouldBeNull();
        found["info"]!["__typename"]!.GetValue<string>().ShouldBe("MlflowRunInfo");
        found["experiment"]!["experimentId"]!.GetValue<string>().ShouldBe(experiment);
        found["experiment"]!["tags"]!.AsArray().ShouldBeEmpty();
        found["modelVersions"]!.ToJsonString().ShouldBe($$"""[{"status":"READY","version":"1","name":"{{name}}","source":"s3://b/m"}]""");
        found["data"]!["metrics"]!.AsArray().Select(metric => metric!.ToJsonString()).ShouldBe(
            [
                """{"key":"bad","value":null,"step":"0","timestamp":"1"}""",
                """{"key":"loss","value":0.5,"step":"9007199254740993","timestamp":"1700000000000"}""",
            ],
            ignoreOrder: true);
        found["data"]!["params"]!.ToJsonString().ShouldBe("""[{"key":"lr","value":"0.1"}]""");
        var input = found["inputs"]!["datasetInputs"]![0]!;
        input["dataset"]!["name"]!.GetValue<string>().ShouldBe("train");
        input["dataset"]!["profile"].ShouldBeNull();
        input["tags"]![0]!["value"]!.GetValue<string>().ShouldBe("training");
        found["inputs"]!["modelInputs"]!.AsArray().ShouldBeEmpty();
        found["outputs"]!["modelOutputs"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Runs_are_searched_in_pages()
    {
        var (experiment, first) = await NewRunAsync();
        var second = await NewRunAsync(experiment, 2);
        const string query =
            """
            query SearchRuns($data: MlflowSearchRunsInput!) {
              mlflowSearchRuns(input: $data) { runs { info { runUuid } experiment { name } } nextPageToken }
            }
            """;

        var page = await AskAsync(query, $$$"""{"data":{"experimentIds":["{{{experiment}}}"],"maxResults":1,"orderBy":["start_time DESC"]}}""");
        page["mlflowSearchRuns"]!["runs"]![0]!["info"]!["runUuid"]!.GetValue<string>().ShouldBe(second);
        var token = page["mlflowSearchRuns"]!["nextPageToken"]!.GetValue<string>();
        var rest = await AskAsync(
            query, $$$"""{"data":{"experimentIds":["{{{experiment}}}"],"maxResults":1,"orderBy":["start_time DESC"],"pageToken":"{{{token}}}"}}""");
        rest["mlflowSearchRuns"]!["runs"]!.AsArray().Select(run => run!["info"]!["runUuid"]!.GetValue<string>()).ShouldBe([first]);

        // MLflow has the search among the mutations, too.
        var found = await AskAsync($$"""mutation { mlflowSearchRuns(input: {experimentIds: ["{{experiment}}"], filter: "start_time = 1"}) { runs { info { runId } } } }""");
        found["mlflowSearchRuns"]!["runs"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_query_asks_for_several_things_under_names_of_its_own()
    {
        var (experiment, run) = await NewRunAsync();
        await fixture.Store.Runs.LogAsync(LogBatch.Create(run, [new Metric("m", 1, 5, 0), new Metric("m", 2, 6, 1)], []), Cancel);

        var data = await AskAsync(
            """
            query All($run: String!, $experiment: String, $with: Boolean = false) {
              here: mlflowGetExperiment(input: {experimentId: $experiment}) { experiment { name artifactLocation @include(if: $with) } }
              mlflowGetMetricHistoryBulkInterval(input: {runIds: [$run], metricKey: "m", maxResults: 10}) { metrics { timestamp step runId key value } }
              mlflowSearchModelVersions(input: {filter: "run_id = 'none'"}) { modelVersions { name } nextPageToken }
              __typename
              ... on Query { mlflowGetRun(input: {runUuid: $run}) { run { data { metrics { value } } } run { info { runId } } } }
            }
            """,
            $$"""{"run":"{{run}}","experiment":"{{experiment}}"}""");

        data["here"]!["experiment"]!.AsObject().Select(field => field.Key).ShouldBe(["name"]);
        data["mlflowGetMetricHistoryBulkInterval"]!["metrics"]!.ToJsonString().ShouldBe(
            $$"""[{"timestamp":"5","step":"0","runId":"{{run}}","key":"m","value":1},{"timestamp":"6","step":"1","runId":"{{run}}","key":"m","value":2}]""");
        data["mlflowSearchModelVersions"]!.ToJsonString().ShouldBe("""{"modelVersions":[],"nextPageToken":null}""");
        data["__typename"]!.GetValue<string>().ShouldBe("Query");
        data["mlflowGetRun"]!["run"]!.ToJsonString().ShouldBe($$$"""{"data":{"metrics":[{"value":2}]},"info":{"runId":"{{{run}}}"}}""");
        var datasets = await AskAsync($$"""mutation { mlflowSearchDatasets(input: {experimentIds: ["{{experiment}}"]}) { datasetSummaries { name digest context experimentId } } }""");
        datasets["mlflowSearchDatasets"]!["datasetSummaries"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_fails_is_null_and_what_else_was_asked_is_answered()
    {
        var answer = await PostAsync("""query { a: mlflowGetRun(input: {runId: "none"}) { run { info { runId } } } b: mlflowGetExperiment(input: {experimentId: "0"}) { experiment { name } } }""");

        answer["data"]!.ToJsonString().ShouldBe("""{"a":null,"b":{"experiment":{"name":"Default"}}}""");
        answer["errors"]!.AsArray().Select(error => error!.GetValue<string>()).ShouldBe(["Run with id=none not found"]);
    }

    [Theory]
    [InlineData("query { mlflowGetRun(input: {runId: \"x\"}) { run { bogus } } }", "Cannot query field 'bogus' on type 'MlflowRun'.")]
    [InlineData("query { mlflowSearchRuns(input: {experimentIds: []}) { runs { info { bogus } } } }", "Cannot query field 'bogus' on type 'MlflowRunInfo'.")]
    [InlineData("query { bogus { a } }", "Cannot query field 'bogus' on type 'Query'. There are: mlflowGetExperiment, ")]
    [InlineData("query { __schema { types { name } } }", "Cannot query field '__schema' on type 'Query'.")]
    [InlineData("query { mlflowGetRun(input: {runId: \"x\"}) { run } }", "Field 'run' of type 'MlflowRun' must have a selection of subfields.")]
    [InlineData("query { mlflowGetRun(input: {runId: \"x\"}) }", "Field 'mlflowGetRun' of type 'MlflowGetRunResponse' must have a selection of subfields.")]
    [InlineData("query { mlflowGetRun(input: {runId: \"x\"}) { run { info { runId { a } } } } }", "Field 'runId' must not have a selection: it has no subfields.")]
    [InlineData("query { mlflowGetRun(input: {run: \"x\"}) { run { info { runId } } } }", "Field 'run' is not defined by the input of 'mlflowGetRun'.")]
    [InlineData("query($data: I!) { mlflowGetRun(input: $data) { run { info { runId } } } }", "Variable '$data' is required, but was not provided.")]
    [InlineData("query { mlflowGetRun(input: $data) { run { info { runId } } } }", "Variable '$data' is not defined.")]
    [InlineData("query { ...F }", "Unknown fragment 'F'.")]
    [InlineData("query { ...F } fragment F on Query { ...G } fragment G on Query { ...F }", "Fragment 'F' contains itself.")]
    [InlineData("subscription { a }", "There are no subscriptions.")]
    [InlineData("query A { __typename } query B { __typename }", "Must provide operation name if query contains multiple operations.")]
    [InlineData("fragment F on Query { a }", "Must provide an operation.")]
    [InlineData("query { mlflowGetRun(", "Syntax Error")]
    [InlineData("query { a: __typename a: mlflowGetRun(input: {}) { run { info { runId } } } }", "Fields 'a' conflict")]
    public async Task What_cannot_be_executed_is_an_error_without_data(string query, string message)
    {
        var answer = await PostAsync(query);

        answer["data"].ShouldBeNull();
        answer["errors"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldStartWith(message);
    }

    public static TheoryData<string, string> TooMuch => new()
    {
        { Repeat("r{0}: mlflowGetExperiment(input: {{experimentId: \"0\"}}) {{ experiment {{ name }} }} ", 11), "more than 10" },
        { "mlflowGetRun(input: {runId: \"x\"}) " + string.Concat(Enumerable.Repeat("{ run ", 11)) + string.Concat(Enumerable.Repeat(" }", 11)), "more than 10 levels" },
        { "mlflowGetRun(input: {runId: \"x\"}) { run { info { " + string.Concat(Enumerable.Repeat("runId ", 1_000)) + "} } }", "more than 1000 selections" },
        { "mlflowGetRun(input: {runId: \"x\"}) { run { info { " + Repeat("a{0}: runId ", 11) + "} } }", "more than 10 aliases" },
        { "a(b: " + new string('[', 100) + new string(']', 100) + ")", "" },
        { "__typename # " + new string('x', 20_000), "At most 20000 are allowed" },
    };

    [Theory]
    [MemberData(nameof(TooMuch))]
    public async Task Limits_end_what_would_cost_too_much(string selection, string message)
    {
        var answer = await PostAsync($"query {{ {selection} }}");

        answer["data"].ShouldBeNull();
        answer["errors"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldContain(message);
    }

    [Fact]
    public async Task Fragments_count_as_often_as_they_are_used()
    {
        // 4^8 fields in 9 short fragments.
        var fragments = string.Concat(Enumerable.Range(0, 8).Select(i => $" fragment F{i} on MlflowRunInfo {{ {Repeat($"...F{i + 1} ", 4)} }}"));

        var answer = await PostAsync("query { mlflowGetRun(input: {runId: \"x\"}) { run { info { ...F0 } } } }" + fragments + " fragment F8 on MlflowRunInfo { runId }");

        answer["errors"]![0]!.GetValue<string>().ShouldContain("more than 1000 selections");
    }

    [Fact]
    public async Task A_body_that_is_no_query_is_refused_as_elsewhere()
    {
        (await (await Server.PostAsync("/graphql", "{}")).ShouldBeJsonAsync(HttpStatusCode.BadRequest))["error_code"]!.GetValue<string>()
            .ShouldBe("INVALID_PARAMETER_VALUE");
        (await Server.GetAsync("/graphql")).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    private static string Repeat(string text, int times) =>
        string.Concat(Enumerable.Range(0, times).Select(i => text.Contains("{0}", StringComparison.Ordinal) ? string.Format(null, text, i) : text));

    private async Task<(string Experiment, string Run)> NewRunAsync()
    {
        var experiment = await fixture.Store.Experiments.CreateExperimentAsync(NewExperiment.Create(Guid.NewGuid().ToString()), Cancel);
        return (experiment, await NewRunAsync(experiment, 1));
    }

    private async Task<string> NewRunAsync(string experiment, long startTimeMs) =>
        (await fixture.Store.Runs.CreateRunAsync(NewRun.Create(experiment, "r", "me", startTimeMs), Cancel)).Info.RunId;

    private async Task<JsonObject> AskAsync(string query, string variables = "null")
    {
        var answer = await PostAsync(query, variables);
        answer["errors"].ShouldBeNull();
        return answer["data"]!.AsObject();
    }

    private async Task<JsonObject> PostAsync(string query, string variables = "null")
    {
        var body = new JsonObject { ["query"] = query, ["variables"] = JsonNode.Parse(variables), ["operationName"] = null };
        return await (await Server.PostAsync("/graphql", body.ToJsonString())).ShouldBeJsonAsync(HttpStatusCode.OK);
    }
}
