using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Issues;

/// <summary>Calls of evaluation since MLflow 3.9, written from what is known of them, not recorded: their paths, names of fields and statuses.</summary>
public sealed class EvaluationCallsTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private const string Base = "/api/3.0/mlflow/";

    private RunningServer Server => fixture.Server;

    /// <summary>Newer clients ask this by themselves when they list scorers.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("?scorer_ids=a&scorer_ids=b")]
    public async Task A_list_of_scorers_finds_no_configurations_and_is_no_error(string query) =>
        (await OkAsync(HttpMethod.Get, $"{Base}scorers/online-configs{query}"))["configs"]!.AsArray().Count.ShouldBe(0);

    [Theory]
    [InlineData("/api/3.0/mlflow/issues")]
    [InlineData("/ajax-api/3.0/mlflow/issues")]
    public async Task Issues_are_made_changed_and_found(string path)
    {
        var made = (await OkAsync(HttpMethod.Post, path,
            """{"experiment_id": "0", "name": "n", "description": "d", "severity": "high", "root_causes": ["r"], "source_run_id": "run", "created_by": "ann", "categories": ["c"]}"""))["issue"]!;
        var id = made["issue_id"]!.GetValue<string>();
        made["status"]!.GetValue<string>().ShouldBe("pending");
        made["created_timestamp"]!.GetValue<long>().ShouldBe(made["last_updated_timestamp"]!.GetValue<long>());
        (await OkAsync(HttpMethod.Get, $"{path}/{id}"))["issue"]!.ToJsonString().ShouldBe(made.ToJsonString());

        var changed = (await OkAsync(HttpMethod.Patch, $"{path}/{id}", """{"status": "resolved"}"""))["issue"]!;
        (changed["status"]!.GetValue<string>(), changed["severity"]!.GetValue<string>()).ShouldBe(("resolved", "high"));
        var found = await OkAsync(HttpMethod.Post, $"{path}/search", """{"experiment_id": "0", "filter_string": "status = 'resolved'", "max_results": 1, "include_trace_count": true}""");
        found["issues"]!.AsArray().ShouldHaveSingleItem()!["trace_count"]!.GetValue<int>().ShouldBe(0);

        await FailsAsync(HttpMethod.Post, path, """{"experiment_id": "0", "name": "n"}""", HttpStatusCode.BadRequest, "description");
        await FailsAsync(HttpMethod.Post, path, """{"experiment_id": "0", "name": "n", "description": "d", "status": "open"}""", HttpStatusCode.BadRequest, "open");
        await FailsAsync(HttpMethod.Patch, $"{path}/iss-none", """{"status": "resolved"}""", HttpStatusCode.NotFound, "iss-none");
        await FailsAsync(HttpMethod.Post, $"{path}/search", """{"filter_string": "name = 'x'"}""", HttpStatusCode.BadRequest, "name");
    }

    [Fact]
    public async Task An_assessment_that_names_an_issue_comes_back_so_and_finds_its_trace()
    {
        var trace = "tr-" + Guid.NewGuid().ToString("N");
        await OkAsync(HttpMethod.Post, $"{Base}traces",
            """{"trace": {"trace_info": {"trace_id": "ID", "trace_location": {"mlflow_experiment": {"experiment_id": "0"}}}}}""".Replace("ID", trace, StringComparison.Ordinal));
        var issue = $"iss-{Guid.NewGuid():N}";

        var made = (await OkAsync(HttpMethod.Post, $"{Base}traces/{trace}/assessments",
            $$$$"""{"assessment": {"assessment_name": "{{{{issue}}}}", "source": {"source_type": "LLM_JUDGE"}, "issue": {"issue_name": "too \"slow\""}}}"""))["assessment"]!;

        made["issue"]!.ToJsonString().ShouldBe(new JsonObject { ["issue_name"] = "too \"slow\"" }.ToJsonString());
        (made["feedback"], made["expectation"]).ShouldBe((null, null));
        var found = await OkAsync(HttpMethod.Post, $"{Base}traces/search",
            $$$"""{"locations": [{"mlflow_experiment": {"experiment_id": "0"}}], "filter": "issue.id = '{{{issue}}}'"}""");
        found["traces"]!.AsArray().ShouldHaveSingleItem()!["trace_id"]!.GetValue<string>().ShouldBe(trace);
    }

    [Fact]
    public async Task A_configuration_of_online_scoring_is_set_and_listed()
    {
        await OkAsync(HttpMethod.Post, $"{Base}scorers/register", """{"experiment_id": "0", "name": "online", "serialized_scorer": "{}"}""");

        var config = (await OkAsync(HttpMethod.Put, $"{Base}scorers/online-config",
            """{"experiment_id": "0", "name": "online", "sample_rate": 0.5, "filter_string": "status = 'OK'"}"""))["config"]!;

        (config["sample_rate"]!.GetValue<double>(), config["experiment_id"]!.GetValue<string>(), config["filter_string"]!.GetValue<string>())
            .ShouldBe((0.5, "0", "status = 'OK'"));
        var listed = await OkAsync(HttpMethod.Get, $"{Base}scorers/online-configs?scorer_ids={config["scorer_id"]}&scorer_ids=none");
        listed["configs"]!.AsArray().ShouldHaveSingleItem()!.ToJsonString().ShouldBe(config.ToJsonString());
        await FailsAsync(HttpMethod.Put, $"{Base}scorers/online-config", """{"experiment_id": "0", "name": "online"}""", HttpStatusCode.BadRequest, "sample_rate");
        await FailsAsync(
            HttpMethod.Put, $"{Base}scorers/online-config", """{"experiment_id": "0", "name": "online", "sample_rate": 2}""", HttpStatusCode.BadRequest, "from 0 to 1");
    }

    [Fact]
    public async Task Label_schemas_are_made_listed_changed_and_deleted()
    {
        var made = (await OkAsync(HttpMethod.Post, $"{Base}label-schemas/create",
            """
            {"experiment_id": "0", "name": "good", "type": "EXPECTATION", "instruction": "i", "enable_comment": true,
             "input": {"categorical": {"options": ["a", "b"], "multi_select": false}}}
            """))["label_schema"]!;
        var id = made["schema_id"]!.GetValue<string>();
        (made["type"]!.GetValue<string>(), made["enable_comment"]!.GetValue<bool>()).ShouldBe(("EXPECTATION", true));
        made["input"]!.ToJsonString().ShouldBe("""{"categorical":{"options":["a","b"],"multi_select":false}}""");

        foreach (var read in (string[])[$"get?schema_id={id}", "get-by-name?experiment_id=0&name=good"])
            (await OkAsync(HttpMethod.Get, $"{Base}label-schemas/{read}"))["label_schema"]!.ToJsonString().ShouldBe(made.ToJsonString());
        (await OkAsync(HttpMethod.Get, $"{Base}label-schemas/list?experiment_id=0&max_results=5"))["label_schemas"]!.AsArray().ShouldHaveSingleItem();
        (await OkAsync(HttpMethod.Patch, $"{Base}label-schemas/update", $$"""{"schema_id": "{{id}}", "title": "t"}"""))["label_schema"]!["title"]!
            .GetValue<string>().ShouldBe("t");
        await FailsAsync(HttpMethod.Post, $"{Base}label-schemas/create", """{"experiment_id": "0", "name": "good", "type": 1, "input": {"text": {}}}""", HttpStatusCode.BadRequest, "already exists");
        await FailsAsync(HttpMethod.Post, $"{Base}label-schemas/create", """{"experiment_id": "0", "name": "x", "type": "FEEDBACK"}""", HttpStatusCode.BadRequest, "input");

        for (var i = 0; i < 2; i++)
            (await OkAsync(HttpMethod.Delete, $"{Base}label-schemas/delete", $$"""{"schema_id": "{{id}}"}""")).Count.ShouldBe(0);
        await FailsAsync(HttpMethod.Get, $"{Base}label-schemas/get?schema_id={id}", null, HttpStatusCode.NotFound, id);
    }

    [Fact]
    public async Task Review_queues_are_made_filled_and_worked_through()
    {
        var made = (await OkAsync(HttpMethod.Post, $"{Base}review-queues/create",
            """{"experiment_id": "0", "name": "Friday", "queue_type": "CUSTOM", "users": ["ann", "bob"], "created_by": "zoe"}"""))["review_queue"]!;
        var id = made["queue_id"]!.GetValue<string>();
        made["users"]!.ToJsonString().ShouldBe("""["ann","bob"]""");
        (await OkAsync(HttpMethod.Get, $"{Base}review-queues/get?queue_id={id}"))["review_queue"]!.ToJsonString().ShouldBe(made.ToJsonString());
        (await OkAsync(HttpMethod.Get, $"{Base}review-queues/get-by-name?experiment_id=0&name=FRIDAY"))["review_queue"]!["queue_id"]!.GetValue<string>().ShouldBe(id);
        await FailsAsync(HttpMethod.Post, $"{Base}review-queues/create", """{"experiment_id": "0", "name": "friday", "queue_type": 2}""", HttpStatusCode.BadRequest, "already exists");
        var user = (await OkAsync(HttpMethod.Post, $"{Base}review-queues/get-or-create-user", """{"experiment_id": "0", "user": "ann"}"""))["review_queue"]!;
        user["queue_type"]!.GetValue<string>().ShouldBe("USER");
        (await OkAsync(HttpMethod.Get, $"{Base}review-queues/list?experiment_id=0&user=ann"))["review_queues"]!.AsArray().Count.ShouldBe(2);

        // A list counts only with its flag.
        var updated = (await OkAsync(HttpMethod.Post, $"{Base}review-queues/update", $$"""{"queue_id": "{{id}}", "users": ["x"]}"""))["review_queue"]!;
        updated["users"]!.AsArray().Count.ShouldBe(2);
        updated = (await OkAsync(HttpMethod.Post, $"{Base}review-queues/update", $$"""{"queue_id": "{{id}}", "update_users": true}"""))["review_queue"]!;
        updated.AsObject().ContainsKey("users").ShouldBeFalse();

        var items = await OkAsync(HttpMethod.Post, $"{Base}review-queues/items/add", $$"""{"queue_id": "{{id}}", "item_type": "TRACE", "item_ids": ["tr-2", "tr-1"]}""");
        items["items"]!.AsArray().Select(item => item!["item_id"]!.GetValue<string>()).ShouldBe(["tr-2", "tr-1"]);
        var item = (await OkAsync(HttpMethod.Post, $"{Base}review-queues/items/set-status",
            $$"""{"queue_id": "{{id}}", "item_id": "tr-1", "status": "DECLINED", "completed_by": "ann"}"""))["item"]!;
        (item["status"]!.GetValue<string>(), item["completed_by"]!.GetValue<string>(), item["item_type"]!.GetValue<string>()).ShouldBe(("DECLINED", "ann", "TRACE"));
        (await OkAsync(HttpMethod.Get, $"{Base}review-queues/items/list?queue_id={id}&status=PENDING"))["items"]!.AsArray().ShouldHaveSingleItem();
        await FailsAsync(HttpMethod.Post, $"{Base}review-queues/items/set-status", $$"""{"queue_id": "{{id}}", "item_id": "tr-1", "status": "COMPLETE"}""", HttpStatusCode.BadRequest, "completed_by");
        (await OkAsync(HttpMethod.Post, $"{Base}review-queues/items/remove", $$"""{"queue_id": "{{id}}", "item_ids": ["tr-1"]}""")).Count.ShouldBe(0);

        for (var i = 0; i < 2; i++)
            (await OkAsync(HttpMethod.Post, $"{Base}review-queues/delete", $$"""{"queue_id": "{{id}}"}""")).Count.ShouldBe(0);
        await FailsAsync(HttpMethod.Get, $"{Base}review-queues/get?queue_id={id}", null, HttpStatusCode.NotFound, id);
    }

    private async Task<JsonObject> OkAsync(HttpMethod method, string path, string? body = null) =>
        await (await SendAsync(method, path, body)).ShouldBeJsonAsync(HttpStatusCode.OK);

    private async Task FailsAsync(HttpMethod method, string path, string? body, HttpStatusCode status, string named)
    {
        var error = await (await SendAsync(method, path, body)).ShouldBeJsonAsync(status);
        error["message"]!.GetValue<string>().ShouldContain(named);
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body) => Server.SendAsync(method, path, request =>
    {
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
    });
}
