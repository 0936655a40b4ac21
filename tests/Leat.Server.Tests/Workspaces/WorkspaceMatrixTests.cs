using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Routing;

namespace Leat.Server.Tests.Workspaces;

/// <summary>Every route, twins included, asked by one workspace for the things of another.</summary>
public sealed partial class WorkspaceMatrixTests(WorkspaceFixture fixture) : IClassFixture<WorkspaceFixture>
{
    /// <summary>Fields that end like ids and name nothing that belongs to a workspace by itself.</summary>
    private static readonly string[] NoThings =
        ["user_id", "client_request_id", "span_id", "parent_span_id", "assessment_id", "upload_id", "source_id", "config_id", "dataset_record_ids", "ids", "update_schema_ids",
        // Kept as they were sent, and never looked up.
        "source_run_id", "item_id", "item_ids"];

    /// <summary>What is made in a workspace, or searched in it, by calls that name nothing with an id.</summary>
    private static readonly string[] InTheWorkspace =
    [
        "GET /mlflow/experiments/get-by-name", "POST /mlflow/experiments/create", "GET /mlflow/experiments/search", "POST /mlflow/experiments/search",
        "POST /experiments/table", "POST /mlflow/webhooks", "GET /mlflow/webhooks", "POST /graphql", "POST /v1/traces", "POST /mlflow/runs/bulk",
        "POST /mlflow/runs/log-metric", "POST /mlflow/runs/log-batch", "GET /api/leat/1.0/info", "POST /runs/bulk",
    ];

    /// <summary>They name a registered model, a prompt or a file, which <see cref="WorkspaceFilesTests"/> and the contract's tests go through.</summary>
    private static readonly string[] ByName = ["/mlflow/registered-models/", "/mlflow/model-versions/", "/model-versions/", "/mlflow-artifacts/"];

    private static Dictionary<ResourceKind, string> Nowhere { get; } = new()
    {
        [ResourceKind.Experiment] = "987654321",
        [ResourceKind.Run] = "00000000000000000000000000000abc",
        [ResourceKind.LoggedModel] = "m-00000000000000000000000000000abc",
        [ResourceKind.Trace] = "tr-nowhere",
        [ResourceKind.Scorer] = "00000000-0000-0000-0000-000000000abc",
        [ResourceKind.Issue] = "iss-00000000000000000000000000000abc",
        [ResourceKind.LabelSchema] = "ls-00000000000000000000000000000abc",
        [ResourceKind.ReviewQueue] = "rq-00000000000000000000000000000abc",
        [ResourceKind.EvaluationDataset] = "d-00000000000000000000000000000abc",
        [ResourceKind.Webhook] = "00000000-0000-0000-0000-000000000abc",
    };

    private IEnumerable<(RouteEndpoint Route, RpcCall Call)> Scoped => fixture.Server.Endpoints.Cast<RouteEndpoint>()
        .Select(route => (route, route.Metadata.GetMetadata<RpcCall>()!))
        .Where(one => WorkspaceFilter.IsScoped(one.Item2));

    [Fact]
    public void Every_route_says_what_it_names_or_works_in_the_workspace()
    {
        var undeclared = new List<string>();
        foreach (var (route, call) in Scoped)
        {
            var fields = FieldsOf(call).ToList();
            var parts = route.RoutePattern.Parameters.Select(part => part.Name).ToList();
            undeclared.AddRange(fields.Concat(parts)
                .Where(field => IdName().IsMatch(field) && ResourceFields.KindOf(field) is null && !NoThings.Contains(field))
                .Select(field => $"{call.Method} {call.FullPath} has the field {field}"));
            var names = fields.Concat(parts).Any(field => ResourceFields.KindOf(field) is not null);
            if (!names && !InTheWorkspace.Contains($"{call.Method} {call.Path}") && !ByName.Any(call.Path.StartsWith))
                undeclared.Add($"{call.Method} {call.FullPath} names nothing");
        }

        Scoped.Count().ShouldBeGreaterThan(200);
        undeclared.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_another_workspace_has_is_as_if_it_were_nowhere()
    {
        var before = await PictureAsync();
        var differing = new List<string>();
        var compared = 0;
        foreach (var (route, call) in Scoped.Where(one => one.Call.Part is not ServerPart.ArtifactProxy))
        {
            var kinds = FieldsOf(call).Concat(route.RoutePattern.Parameters.Select(part => part.Name)).Select(ResourceFields.KindOf).OfType<ResourceKind>().Distinct();
            foreach (var kind in kinds)
            {
                var elsewhere = await AskAsync(route, call, kind, fixture.OfA[kind]);
                var nowhere = await AskAsync(route, call, kind, Nowhere[kind]);
                compared++;
                if (elsewhere != nowhere)
                    differing.Add($"{call.Method} {route.RoutePattern.RawText} ({kind}):\n  {elsewhere}\n  {nowhere}");
                else if (elsewhere.StartsWith("500", StringComparison.Ordinal))
                    differing.Add($"{call.Method} {route.RoutePattern.RawText} ({kind}): {elsewhere}");
            }
        }

        differing.ShouldBeEmpty();
        compared.ShouldBeGreaterThan(150);
        (await PictureAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("GET", "/api/2.0/mlflow/registered-models/get?name=NAME")]
    [InlineData("POST", "/api/2.0/mlflow/registered-models/rename", """{"name":"NAME","new_name":"other"}""")]
    [InlineData("PATCH", "/api/2.0/mlflow/registered-models/update", """{"name":"NAME","description":"x"}""")]
    [InlineData("DELETE", "/api/2.0/mlflow/registered-models/delete", """{"name":"NAME"}""")]
    [InlineData("POST", "/api/2.0/mlflow/registered-models/get-latest-versions", """{"name":"NAME"}""")]
    [InlineData("POST", "/api/2.0/mlflow/registered-models/set-tag", """{"name":"NAME","key":"k","value":"v"}""")]
    [InlineData("DELETE", "/api/2.0/mlflow/registered-models/delete-tag", """{"name":"NAME","key":"k"}""")]
    [InlineData("GET", "/api/2.0/mlflow/registered-models/alias?name=NAME&alias=x")]
    [InlineData("POST", "/api/2.0/mlflow/registered-models/alias", """{"name":"NAME","alias":"y","version":"1"}""")]
    [InlineData("DELETE", "/api/2.0/mlflow/registered-models/alias", """{"name":"NAME","alias":"x"}""")]
    [InlineData("POST", "/api/2.0/mlflow/model-versions/create", """{"name":"NAME","source":"s3://b/c"}""")]
    [InlineData("GET", "/api/2.0/mlflow/model-versions/get?name=NAME&version=1")]
    [InlineData("PATCH", "/api/2.0/mlflow/model-versions/update", """{"name":"NAME","version":"1","description":"x"}""")]
    [InlineData("POST", "/api/2.0/mlflow/model-versions/transition-stage", """{"name":"NAME","version":"1","stage":"Staging"}""")]
    [InlineData("DELETE", "/api/2.0/mlflow/model-versions/delete", """{"name":"NAME","version":"1"}""")]
    [InlineData("GET", "/api/2.0/mlflow/model-versions/get-download-uri?name=NAME&version=1")]
    [InlineData("POST", "/api/2.0/mlflow/model-versions/set-tag", """{"name":"NAME","version":"1","key":"k","value":"v"}""")]
    [InlineData("DELETE", "/api/2.0/mlflow/model-versions/delete-tag", """{"name":"NAME","version":"1","key":"k"}""")]
    [InlineData("GET", "/model-versions/get-artifact?name=NAME&version=1&path=a")]
    [InlineData("GET", "/api/leat/1.0/artifacts/preview?name=NAME&version=1&path=a")]
    [InlineData("GET", "/api/leat/1.0/artifacts/archive?name=NAME&version=1")]
    public async Task A_registered_model_of_another_workspace_is_as_if_it_were_nowhere(string method, string path, string? json = null)
    {
        var before = await PictureAsync();
        foreach (var workspace in (string?[])["team-b", null])
        {
            var elsewhere = await fixture.SendAsync(workspace, method, path.Replace("NAME", "team-a-model"), json?.Replace("NAME", "team-a-model"));
            var nowhere = await fixture.SendAsync(workspace, method, path.Replace("NAME", "no-model"), json?.Replace("NAME", "no-model"));

            elsewhere.Status.ShouldBe(nowhere.Status);
            elsewhere.Text.Replace("team-a-model", "no-model").ShouldBe(nowhere.Text);
            ((int)elsewhere.Status).ShouldBeInRange(400, 404);
        }

        (await PictureAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task GraphQl_sees_the_workspace_only()
    {
        async Task<string> Ask(string run)
        {
            var query = $$$$"""{"query":"query Q($data: MlflowGetRunInput!) { mlflowGetRun(input: $data) { run { info { runId } } apiError { code message } } }","variables":{"data":{"runId":"{{{{run}}}}"}}}""";
            return (await fixture.SendAsync("team-b", "POST", "/graphql", query)).Text.Replace(run, "RUN");
        }

        (await Ask(fixture.OfA[ResourceKind.Run])).ShouldBe(await Ask(Nowhere[ResourceKind.Run]));
        (await Ask(fixture.OfB[ResourceKind.Run])).ShouldContain("\"runId\":\"RUN\"");
    }

    [Fact]
    public async Task A_batch_for_a_run_or_a_model_of_another_workspace_is_refused()
    {
        var (a, b) = (fixture.OfA, fixture.OfB);
        var before = await PictureAsync();

        foreach (var (run, model) in ((string, string?)[])[(a[ResourceKind.Run], null), (b[ResourceKind.Run], a[ResourceKind.LoggedModel])])
        {
            var link = model is null ? "" : $",\"model_id\":\"{model}\"";
            (await fixture.SendAsync("team-b", "POST", "/api/2.0/mlflow/runs/log-batch", $$"""{"run_id":"{{run}}","metrics":[{"key":"x","value":1,"timestamp":1,"step":1{{link}}}]}"""))
                .Status.ShouldBe(model is null ? HttpStatusCode.NotFound : HttpStatusCode.BadRequest);
            (await fixture.SendAsync("team-b", "POST", "/api/2.0/mlflow/runs/log-metric", $$"""{"run_id":"{{run}}","key":"x","value":1,"timestamp":1,"step":1{{link}}}"""))
                .Status.ShouldBe(model is null ? HttpStatusCode.NotFound : HttpStatusCode.BadRequest);
        }

        var bulk = await fixture.CallAsync("team-b", "POST", "/api/leat/1.0/runs/bulk", $$$$"""{"run_ids":["{{{{a[ResourceKind.Run]}}}}","{{{{Nowhere[ResourceKind.Run]}}}}"],"action":{"delete":{}}}""");
        bulk["failed"]!.AsArray().Select(failure => failure!["message"]!.GetValue<string>().Replace(failure["run_id"]!.GetValue<string>(), "RUN")).Distinct().ShouldHaveSingleItem();
        bulk["failed"]!.AsArray().Count.ShouldBe(2);
        (await PictureAsync()).ShouldBe(before);
    }

    [GeneratedRegex("_ids?$|^ids?$|uuid")]
    private static partial Regex IdName();

    private static IEnumerable<string> FieldsOf(RpcCall call) => call.Request?.Message is { } message ? MessageResources.FieldNames(message) : [];

    /// <summary>What the workspace <c>team-a</c> holds, as it sees it itself.</summary>
    private async Task<string> PictureAsync()
    {
        var a = fixture.OfA;
        var parts = new List<string>();
        foreach (var path in (string[])
        [
            $"/api/2.0/mlflow/experiments/get?experiment_id={a[ResourceKind.Experiment]}",
            $"/api/2.0/mlflow/runs/get?run_id={a[ResourceKind.Run]}",
            $"/api/2.0/mlflow/logged-models/{a[ResourceKind.LoggedModel]}",
            $"/api/3.0/mlflow/traces/{a[ResourceKind.Trace]}",
            $"/api/3.0/mlflow/scorers/list?experiment_id={a[ResourceKind.Experiment]}",
            $"/api/3.0/mlflow/issues/{a[ResourceKind.Issue]}",
            $"/api/3.0/mlflow/label-schemas/get?schema_id={a[ResourceKind.LabelSchema]}",
            $"/api/3.0/mlflow/review-queues/get?queue_id={a[ResourceKind.ReviewQueue]}",
            $"/api/3.0/mlflow/review-queues/items/list?queue_id={a[ResourceKind.ReviewQueue]}",
            $"/api/3.0/mlflow/datasets/{a[ResourceKind.EvaluationDataset]}",
            $"/api/2.0/mlflow/webhooks/{a[ResourceKind.Webhook]}",
            "/api/2.0/mlflow/registered-models/get?name=team-a-model",
            "/api/2.0/mlflow/model-versions/get?name=team-a-model&version=1",
        ])
        {
            var (status, text) = await fixture.SendAsync("team-a", "GET", path);
            status.ShouldBe(HttpStatusCode.OK, path + text);
            parts.Add(text);
        }

        return string.Join('\n', parts);
    }

    /// <summary>The answer to a call of <c>team-b</c> that names one thing by this id and everything else of its own, with the id left out.</summary>
    private async Task<string> AskAsync(RouteEndpoint route, RpcCall call, ResourceKind kind, string id)
    {
        string IdOf(ResourceKind wanted) => wanted == kind ? id : fixture.OfB[wanted];
        var path = RoutePart().Replace(route.RoutePattern.RawText!, part => ResourceFields.KindOf(part.Groups[1].Value) is { } wanted ? IdOf(wanted) : "x");
        var fields = call.Request?.Fields() ?? [];
        var isQuery = call.Method == "GET" || call.Request?.InQuery == true;
        fields = [.. fields.Where(field => IsWanted(call, kind, field.Name))];
        var query = isQuery ? string.Join('&', fields.Where(field => field.Fields.Count == 0).Select(field => QueryOf(field, IdOf)).Where(text => text.Length > 0)) : "";
        var json = isQuery ? null : Completed(call, Json(fields, IdOf)).ToJsonString();
        if (call.Request?.TakesFile == true)
            json = "{}";
        var (status, text) = await fixture.SendAsync("team-b", call.Method, query.Length > 0 ? $"{path}?{query}" : path, json);
        return $"{(int)status} {Volatile().Replace(Regex.Replace(text, $"(?<![0-9A-Za-z-]){Regex.Escape(id)}(?![0-9A-Za-z-])", "ID"), "")}";
    }

    /// <summary>Of several owners of files, these calls take one.</summary>
    private static bool IsWanted(RpcCall call, ResourceKind kind, string field) =>
        (!call.Path.Contains("/artifacts/p", StringComparison.Ordinal) && !call.Path.EndsWith("/archive", StringComparison.Ordinal)) || field switch
        {
            "run_id" => kind == ResourceKind.Run,
            "model_id" => kind == ResourceKind.LoggedModel,
            _ => field == "path",
        };

    /// <summary>What some calls need besides, so that they are right apart from the thing that is elsewhere.</summary>
    private static JsonObject Completed(RpcCall call, JsonObject json)
    {
        switch (call.Method, call.Path)
        {
            case ("PATCH", "/mlflow/logged-models/{model_id}"):
                json["status"] = "LOGGED_MODEL_READY";
                break;
            case ("PATCH", "/mlflow/datasets/{dataset_id}/tags"):
                json["tags"] = "{\"a\":\"1\"}";
                break;
            case ("POST", "/mlflow/datasets/{dataset_id}/records"):
                json["records"] = "[{\"inputs\":{\"x\":1}}]";
                break;
            case ("POST", "/mlflow/runs/log-model"):
                json["model_json"] = "{\"artifact_path\":\"m\",\"flavors\":{},\"run_id\":\"r\",\"utc_time_created\":\"2025-01-01 00:00:00\"}";
                break;
            case ("POST", "/mlflow/traces/{trace_id}/assessments"):
                json["assessment"] = JsonNode.Parse("""{"assessment_name":"n","source":{"source_type":"HUMAN","source_id":"u"},"feedback":{"value":1}}""");
                break;
            case ("PATCH", "/mlflow/traces/{trace_id}/assessments/{assessment_id}"):
                json["assessment"] = JsonNode.Parse("""{"rationale":"r"}""");
                json["update_mask"] = "rationale";
                break;
            case ("POST", "/mlflow/model-versions/create"):
                json["name"] = "team-b-model";
                json["source"] = "s3://bucket/x";
                break;
        }

        return json;
    }

    private static string QueryOf(WireField field, Func<ResourceKind, string> idOf) =>
        ResourceFields.KindOf(field.Name) is { } kind ? $"{field.Name}={idOf(kind)}" : field.IsRequired ? $"{field.Name}={ValueOf(field)}" : "";

    private static JsonObject Json(IEnumerable<WireField> fields, Func<ResourceKind, string> idOf)
    {
        var json = new JsonObject();
        foreach (var field in fields)
        {
            if (ResourceFields.KindOf(field.Name) is { } kind)
                json[field.Name] = field.Name.EndsWith('s') ? new JsonArray(idOf(kind)) : idOf(kind);
            else if (field.Fields.Count > 0 && (field.IsRequired || NamesAnything(field)))
                json[field.Name] = IsList(field.Name) ? new JsonArray(Json(field.Fields, idOf)) : Json(field.Fields, idOf);
            else if (field.IsRequired)
                json[field.Name] = ValueOf(field);
        }

        return json;
    }

    private static bool NamesAnything(WireField field) => ResourceFields.KindOf(field.Name) is not null || field.Fields.Any(NamesAnything);

    private static bool IsList(string name) => name is "models" or "locations" or "datasets" or "tags" or "prompt_versions" or "params" or "metrics" or "events";

    /// <summary>A value that most decoders of such a field take.</summary>
    private static string ValueOf(WireField field) => field.Names is not null ? field.Name switch
    {
        "stage" => "Staging",
        "status" => "FINISHED",
        _ => "x",
    }
    : field.Minimum is not null || field.Name is "version" or "timestamp" or "step" or "value" or "timestamp_ms" or "num_parts" or "sample_rate" ? "1"
    : field.Name.EndsWith("_json", StringComparison.Ordinal) ? "{}" : "x";

    [GeneratedRegex(@"\{([a-z_]+)[^}]*\}")]
    private static partial Regex RoutePart();

    /// <summary>Times and new ids differ between any two answers.</summary>
    [GeneratedRegex("\"(creation_time|last_update_time|created_time|last_updated_time|[a-z_]*timestamp[a-z_]*|digest|[a-z_]*time[a-z_]*|[a-z_]*ms)\":\"?[^,}]*|[0-9a-f]{32}|[0-9a-f-]{36}|\"version\":\"?\\d+")]
    private static partial Regex Volatile();
}
