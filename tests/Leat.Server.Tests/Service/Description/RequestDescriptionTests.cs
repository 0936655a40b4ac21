using System.Text.Json.Nodes;

namespace Leat.Server.Tests.Service.Description;

/// <summary>Requests are refused for what is missing or beyond a limit exactly where the description says so.</summary>
public sealed class RequestDescriptionTests(DescribedServer server) : IClassFixture<DescribedServer>
{
    /// <summary>Calls that need one of several fields, none of which is required alone, or one that not every store needs, and what they are given.</summary>
    private static readonly Dictionary<string, string> OneOfSeveral = new(StringComparer.Ordinal)
    {
        ["createAssessment"] = "assessment.feedback",
        ["changeRuns"] = "action.delete",
        ["previewArtifact"] = "run_id",
        ["archiveArtifacts"] = "run_id",
        ["updateWorkspace"] = "default_artifact_root",
        ["presignedUploadUrl"] = "run_id",
        ["createMultipartUpload"] = "num_parts",
        ["presignedDownloadUrl"] = "run_id",
        ["deleteTraces"] = "max_timestamp_millis",
        ["deleteOldTraces"] = "max_timestamp_millis",
    };

    /// <summary>Objects that are refused unless they have one of several fields.</summary>
    private static readonly string[] Incomplete = ["createAssessment assessment.expectation", "startTrace trace.trace_info.assessments"];

    /// <summary>Calls that are refused for files behind the proxy, where all of this server's lie.</summary>
    private static readonly string[] OfOtherStores = ["presignedUploadUrl", "presignedDownloadUrl"];

    public static TheoryData<string> Calls => DescribedApi.Calls;

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_request_with_the_required_fields_is_not_refused_for_a_missing_one(string id)
    {
        var call = await PrepareAsync(id);

        var (status, text) = await call.SendAsync(include: OneOfSeveral.GetValueOrDefault(id));
        if (OfOtherStores.Contains(id))
        {
            text.ShouldContain("No address of its own leads to the files at 'mlflow-artifacts:/");
            return;
        }

        status.ShouldBeOneOf([200, 201, 204, 404, 501], text);
        foreach (var optional in call.OptionalObjects)
        {
            (status, text) = await (await PrepareAsync(id)).SendAsync(include: optional);
            if (!Incomplete.Contains($"{id} {optional}"))
                status.ShouldBeOneOf([200, 201, 204, 404, 501], $"with {optional}: {text}");
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_request_without_a_required_field_is_refused(string id)
    {
        // A value that does not count may be anything.
        var call = await PrepareAsync(id, ("update_mask", "expectation"));

        foreach (var field in call.Required)
        {
            var (status, text) = await call.SendAsync(omit: field, include: OneOfSeveral.GetValueOrDefault(id));
            status.ShouldBe(400, $"without {field}: {text}");
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_value_beyond_a_limit_is_refused(string id)
    {
        var call = await PrepareAsync(id);

        foreach (var (field, value) in call.ValuesBeyondLimits)
        {
            var (status, text) = await call.SendAsync(include: field, value: value);
            status.ShouldBe(400, $"{field}: {text}");
        }
    }

    private async Task<PreparedCall> PrepareAsync(string id, params (string Field, string Value)[] values)
    {
        var things = await Things.MakeAsync(server.Server, id);
        foreach (var (field, value) in values)
            things.Values[field] = value;
        return new PreparedCall(
            server.Api, server.Api.ById[id], new RequestBuilder(server.Api, things.Values), new CallSender(server.Server.Http, things.Values));
    }

    private sealed class PreparedCall(DescribedApi api, DescribedCall call, RequestBuilder builder, CallSender sender)
    {
        private readonly JsonObject _fields = api.FieldsOf(call);

        public IEnumerable<string> Required => builder.Required(_fields);

        /// <summary>Objects, and lists of objects, that may be left out.</summary>
        public IEnumerable<string> OptionalObjects => builder.Paths(_fields)
            .Where(part => !part.IsRequired && (part.Schema["items"] is { } items ? api.Resolve(items) : part.Schema).ContainsKey("properties"))
            .Select(part => part.Path);

        public IEnumerable<(string Field, JsonNode Value)> ValuesBeyondLimits =>
            builder.Paths(_fields).SelectMany(part => Beyond(part.Path, part.Schema));

        public Task<(int Status, string Text)> SendAsync(string? omit = null, string? include = null, JsonNode? value = null) =>
            sender.SendAsync(call, builder.Build(_fields, omit, include, value));

        private static IEnumerable<(string Field, JsonNode Value)> Beyond(string field, JsonObject schema)
        {
            if ((long?)schema["minimum"] is { } least)
                yield return (field, least - 1);
            if ((long?)schema["maximum"] is { } most)
                yield return (field, most + 1);
            if ((int?)schema["maxLength"] is { } characters)
                yield return (field, new string('a', characters + 1));
            if ((int?)schema["minItems"] is { } fewest)
                yield return (field, new JsonArray([.. Enumerable.Repeat("a", fewest - 1).Select(text => (JsonNode)text)]));
            if ((int?)schema["maxItems"] is { } entries)
                yield return (field, new JsonArray([.. Enumerable.Range(0, entries + 1).Select(number => Entry(schema, number))]));
        }

        private static JsonNode Entry(JsonObject schema, int number) => (string?)schema["items"]!["type"] == "string"
            ? $"a{number}"
            : new JsonObject { ["key"] = $"a{number}", ["value"] = "1", ["timestamp"] = 1 };
    }
}
