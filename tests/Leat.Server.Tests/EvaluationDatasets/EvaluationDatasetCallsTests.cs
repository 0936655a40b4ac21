using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.EvaluationDatasets;

public sealed class EvaluationDatasetCallsTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private const string Base = "/api/3.0/mlflow/datasets";

    private RunningServer Server => fixture.Server;

    [Fact]
    public async Task A_dataset_is_answered_as_the_Python_client_reads_it()
    {
        var created = await CallAsync(HttpMethod.Post, "/create", new JsonObject
        {
            ["name"] = "d",
            ["experiment_ids"] = new JsonArray(0),
            ["tags"] = """{"mlflow.user": "ann", "n": 1, "f": 1.50, "b": true, "none": null, "o": {"a": [1]}}""",
        });

        var dataset = created["dataset"]!.AsObject();
        dataset["tags"]!.GetValue<string>().ShouldBe("""{"b": "True", "f": "1.50", "mlflow.user": "ann", "n": "1", "o": "{\"a\": [1]}"}""");
        dataset["experiment_ids"]!.AsArray().Select(id => id!.GetValue<string>()).ShouldBe(["0"]);
        dataset["digest"]!.GetValue<string>().ShouldMatch("^[0-9a-f]{8}$");
        dataset["created_by"]!.GetValue<string>().ShouldBe("ann");
        dataset.ContainsKey("schema").ShouldBeFalse();
        dataset.ContainsKey("profile").ShouldBeFalse();

        var id = dataset["dataset_id"]!.GetValue<string>();
        await UpsertAsync(id, """[{"inputs": {"q": "x"}}]""");
        var read = (await ReadAsync("/" + id))["dataset"]!;
        read["profile"]!.GetValue<string>().ShouldBe("""{"num_records": 1}""");
        read["schema"]!.GetValue<string>().ShouldBe("""{"inputs": {"q": "string"}, "outputs": {}, "expectations": {}, "version": "1.0"}""");
    }

    [Fact]
    public async Task Records_come_back_as_they_were_sent()
    {
        var id = await NewAsync();
        const string inputs = """{"q": "a \"quoted\" \\ text \u00fc ü 日本 𝄞 <b>", "n": [1.0, 1.50, 123456789012345678901234567890, -0.0]}""";

        (await UpsertAsync(id, $$"""[{"inputs": {{inputs}}, "outputs": "s", "source": {"source_type": "human"} }, {"inputs": {} }]""")).ShouldBe((2, 0));

        var text = (await ReadAsync($"/{id}/records"))["records"]!.GetValue<string>();
        text.ShouldContain($"\"inputs\":{inputs},\"outputs\":\"s\"");
        var records = JsonNode.Parse(text)!.AsArray();
        records[0]!["dataset_id"]!.GetValue<string>().ShouldBe(id);
        records[0]!["source"]!.ToJsonString().ShouldBe("""{"source_type":"HUMAN","source_data":{}}""");
        records[0]!.AsObject().ContainsKey("source_id").ShouldBeFalse();
        records[1]!.AsObject().Select(member => member.Key).ShouldBe(
            ["dataset_record_id", "dataset_id", "inputs", "outputs", "tags", "created_time", "last_update_time"]);
    }

    [Fact]
    public async Task NaN_and_the_infinities_come_back_as_Python_wrote_them()
    {
        var id = await NewAsync();

        await UpsertAsync(id, """[{"inputs": {"a": NaN}, "outputs": [Infinity, -Infinity, "NaN 0e-31536000"], "expectations": {"x": 10e-31536000}}]""");

        (await UpsertAsync(id, """[{"inputs": {"a":NaN}, "expectations": {"y": NaN}}]""")).ShouldBe((0, 1));
        var text = (await ReadAsync($"/{id}/records"))["records"]!.GetValue<string>();
        text.ShouldContain("\"inputs\":{\"a\": NaN},\"outputs\":[Infinity, -Infinity, \"NaN 0e-31536000\"],\"expectations\":{\"x\": 10e-31536000, \"y\": NaN}");
    }

    [Fact]
    public async Task Pages_of_records_follow_their_tokens()
    {
        var id = await NewAsync();
        (await ReadAsync($"/{id}/records"))["records"]!.GetValue<string>().ShouldBe("[]");
        await UpsertAsync(id, $"[{string.Join(',', Enumerable.Range(0, 1_001).Select(i => $$$"""{"inputs":{"i":{{{i}}}}}"""))}]");

        var first = await ReadAsync($"/{id}/records?max_results=0");
        var token = first["next_page_token"]!.GetValue<string>();
        Encoding.UTF8.GetString(Convert.FromBase64String(token)).ShouldMatch(@"^\d+:dr-[0-9a-f]{32}$");
        var second = await ReadAsync($"/{id}/records?page_token={Uri.EscapeDataString(token)}");

        Count(first).ShouldBe(1_000);
        Count(second).ShouldBe(1);
        second.ContainsKey("next_page_token").ShouldBeFalse();
    }

    [Theory]
    [InlineData("{", "Invalid value for parameter 'records' supplied: it is not JSON (line 1, byte 2).")]
    [InlineData("{}", "a JSON list of records is wanted")]
    [InlineData("[{\"inputs\": {}}, 1]", "'records[1]' supplied: each record must be a JSON object")]
    [InlineData("[{\"inputs\": null}]", "Missing value for required parameter 'records[0].inputs'")]
    [InlineData("[{\"inputs\": 1}]", "'records[0].inputs' supplied: a JSON object is wanted, but it is of type number")]
    [InlineData("[{\"inputs\": {}, \"expectations\": []}]", "'records[0].expectations' supplied")]
    [InlineData("[{\"inputs\": {}, \"tags\": \"x\"}]", "'records[0].tags' supplied")]
    [InlineData("[{\"inputs\": {}, \"source\": \"x\"}]", "'records[0].source' supplied")]
    [InlineData("[{\"inputs\": {}, \"source\": {\"source_data\": {}}}]", "Missing value for required parameter 'records[0].source.source_type'")]
    [InlineData("[{\"inputs\": {}, \"source\": {\"source_type\": \"X\"}}]", "Invalid dataset record source type: X. Valid source types: ['UNSPECIFIED', 'TRACE', 'HUMAN', 'DOCUMENT', 'CODE']")]
    [InlineData("[{\"inputs\": {}, \"source\": {\"source_type\": \"CODE\", \"z\": 1}}]", "'records[0].source' supplied")]
    [InlineData("[{\"\\ud800\": 1}]", "a name in it holds an unpaired surrogate")]
    public async Task Bad_records_are_refused_and_none_is_written(string records, string message)
    {
        var id = await NewAsync();

        await (await SendAsync(HttpMethod.Post, $"/{id}/records", new JsonObject { ["records"] = records }))
            .ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", message);

        Count(await ReadAsync($"/{id}/records")).ShouldBe(0);
    }

    [Fact]
    public async Task Records_nested_too_deep_are_refused()
    {
        var records = new string('[', 600) + new string(']', 600);

        await (await SendAsync(HttpMethod.Post, $"/{await NewAsync()}/records", new JsonObject { ["records"] = records }))
            .ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "nested deeper than 500 levels");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("[]")]
    [InlineData("{\"a\": \"\\u0000\"}")]
    [InlineData("{\"\\ud800\": 1}")]
    public async Task Bad_tags_are_refused(string tags) =>
        await (await SendAsync(HttpMethod.Patch, $"/{await NewAsync()}/tags", new JsonObject { ["tags"] = tags }))
            .ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "for ");

    [Fact]
    public async Task The_twins_for_pages_answer_too() =>
        (await Server.GetAsync("/ajax-api/3.0/mlflow/datasets/search?max_results=1")).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task A_thousand_experiments_and_long_ids_find_nothing()
    {
        var ids = Uri.EscapeDataString(new string('9', 1_000));
        (await ReadAsync($"/search?experiment_ids={ids}&experiment_ids=1")).Count.ShouldBe(0);
        (await Server.GetAsync($"{Base}/{ids}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string> NewAsync() =>
        (await CallAsync(HttpMethod.Post, "/create", new JsonObject { ["name"] = "d" }))["dataset"]!["dataset_id"]!.GetValue<string>();

    private async Task<(int Inserted, int Updated)> UpsertAsync(string id, string records)
    {
        var done = await CallAsync(HttpMethod.Post, $"/{id}/records", new JsonObject { ["records"] = records });
        return (done["inserted_count"]!.GetValue<int>(), done["updated_count"]!.GetValue<int>());
    }

    private static int Count(JsonObject page) => JsonDocument.Parse(page["records"]!.GetValue<string>()).RootElement.GetArrayLength();

    private async Task<JsonObject> ReadAsync(string call) => await (await Server.GetAsync(Base + call)).ShouldBeJsonAsync(HttpStatusCode.OK);

    private async Task<JsonObject> CallAsync(HttpMethod method, string call, JsonObject body) =>
        await (await SendAsync(method, call, body)).ShouldBeJsonAsync(HttpStatusCode.OK);

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string call, JsonObject body) => Server.SendAsync(
        method, Base + call, request => request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));
}
