using System.Globalization;
using System.Text.Json.Nodes;

namespace Leat.Server.Tests.Service.Description;

/// <summary>What the server answers has the fields that are described, no others, and all that are always there.</summary>
public sealed class AnswerDescriptionTests(DescribedServer server) : IClassFixture<DescribedServer>
{
    /// <summary>What calls need beyond the required fields to be done.</summary>
    private static readonly Dictionary<string, string> Needed = new(StringComparer.Ordinal)
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
        ["getTrace"] = "allow_partial",
    };

    /// <summary>The files of this server lie in a directory, which has no addresses of its own. An upload must have begun before it ends.</summary>
    private static readonly string[] NotDone =
        ["completeMultipartUpload", "abortMultipartUpload", "presignedUploadUrl", "presignedDownloadUrl", "presignedProxyUrl"];

    public static TheoryData<string> Calls => DescribedApi.Calls;

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task An_answer_is_as_described(string id)
    {
        var things = await Things.MakeAsync(server.Server, id);
        var call = server.Api.ById[id];
        var request = new RequestBuilder(server.Api, things.Values).Build(server.Api.FieldsOf(call), include: Needed.GetValueOrDefault(id));

        var (status, text) = await new CallSender(server.Server.Http, things.Values).SendAsync(call, request);

        if (!NotDone.Contains(id))
            status.ShouldBe(call.Status, text);
        if (status == call.Status && call.Answer is null)
            text.ShouldBeEmpty();
        var answer = call.Operation["responses"]![status.ToString(CultureInfo.InvariantCulture)]!;
        if (answer["content"]?["application/json"]?["schema"] is { } schema)
            new SchemaCheck(server.Api).Faults(JsonNode.Parse(text), schema).ShouldBeEmpty(text);
    }
}
