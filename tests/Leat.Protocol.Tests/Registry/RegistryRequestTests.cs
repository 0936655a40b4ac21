using System.Text;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol.Tests.Registry;

public sealed class RegistryRequestTests
{
    [Fact]
    public void A_version_request_is_read_whole()
    {
        var command = Read<CreateModelVersionRequest>(
            """
            {"name": "m", "source": "s3://b/m", "run_id": "r", "run_link": "l", "description": "d", "model_id": "m-1",
             "tags": [{"key": "a", "value": "1"}, {"key": "b"}]}
            """).ToCommand(InputLimits.Default);

        (command.Name, command.Source, command.RunId, command.RunLink, command.Description, command.ModelId)
            .ShouldBe(("m", "s3://b/m", "r", "l", "d", "m-1"));
        command.Tags.ShouldBe([new Tag("a", "1"), new Tag("b", "")]);
    }

    [Theory]
    [InlineData("""{"source": 5}""", "Missing value for required parameter 'name'.")]
    [InlineData("""{"name": "m", "run_id": 5}""", "Missing value for required parameter 'source'.")]
    [InlineData("""{"name": "m", "source": 5, "run_id": 5}""", "Invalid value 5 for parameter 'source' supplied:")]
    [InlineData("""{"name": "m", "source": "s", "run_id": 5, "tags": 5}""", "Invalid value 5 for parameter 'run_id' supplied:")]
    [InlineData("""{"name": "m", "source": "s", "tags": "x", "run_link": 5}""", "Invalid value \"x\" for parameter 'tags' supplied:")]
    [InlineData("""{"name": "m", "source": "s", "tags": [5], "model_id": 6}""", "Invalid value 6 for parameter 'model_id' supplied:")]
    [InlineData("""{"name": "m", "source": "s", "tags": [{"key": 5}]}""", "Invalid value 5 for parameter 'tags[0].key' supplied:")]
    public void The_first_fault_in_the_order_of_MLflow_is_the_answer(string json, string beginning) =>
        Refuse<CreateModelVersionRequest>(json).ShouldStartWith(beginning);

    [Theory]
    [InlineData("""{"name": "m", "version": "1", "stage": "Staging"}""", null)]
    [InlineData("""{"name": "m", "version": "1", "stage": "Staging", "archive_existing_versions": true}""", true)]
    [InlineData("""{"name": "m", "version": "1", "stage": "Staging", "archive_existing_versions": false}""", false)]
    public void Archiving_may_be_left_out(string json, bool? expected)
    {
        var request = Read<TransitionModelVersionStageRequest>(json);

        request.ArchiveExistingVersions.ShouldBe(expected);
        (request.ToVersion(), request.ToStage()).ShouldBe((1, ModelStage.Staging));
    }

    [Fact]
    public void A_version_is_a_text() =>
        Refuse<SetRegisteredModelAliasRequest>("""{"name": "m", "alias": "a", "version": 1}""")
            .ShouldStartWith("Invalid value 1 for parameter 'version' supplied:");

    [Fact]
    public void A_bad_alias_is_named_before_a_bad_version() =>
        Should.Throw<LeatException>(() => Read<SetRegisteredModelAliasRequest>(
            """{"name": "m", "alias": "latest", "version": "x"}""").ToVersion()).Message.ShouldContain("reserved");

    [Fact]
    public void Searches_are_read_from_a_query_and_have_defaults()
    {
        var given = SearchModelVersionsRequest.Decode(
            WireFields.FromQuery("?filter=name%3D'm'&max_results=7&order_by=name&order_by=version_number+DESC&page_token=t")).ToQuery();
        (given.Filter.Text, given.MaxResults, given.PageToken).ShouldBe(("name='m'", 7, "t"));
        given.OrderBy.Text.ShouldBe(["name", "version_number DESC"]);

        SearchModelVersionsRequest.Decode(WireFields.Empty).ToQuery().MaxResults.ShouldBe(200_000);
        SearchRegisteredModelsRequest.Decode(WireFields.Empty).ToQuery().MaxResults.ShouldBe(100);
    }

    [Fact]
    public void A_page_over_the_limit_is_an_invalid_value()
    {
        Refuse<SearchRegisteredModelsRequest>("""{"max_results": 1001}""").ShouldStartWith("Invalid value 1001 for parameter 'max_results'");
        Refuse<SearchModelVersionsRequest>("""{"max_results": 200001}""").ShouldStartWith("Invalid value 200001 for parameter 'max_results'");
    }

    [Fact]
    public void Stages_are_read_in_any_letter_case() =>
        Read<GetLatestVersionsRequest>("""{"name": "m", "stages": ["production", "STAGING"]}""").ToStages()
            .ShouldBe([ModelStage.Production, ModelStage.Staging]);

    [Fact]
    public void A_version_travels_with_empty_texts_and_without_empty_lists()
    {
        var version = new ModelVersion("m", 3, 1, 2, ModelStage.Archived, "", "s3://b", "s3://b", "", "", [], []);

        JsonSerializer.Serialize(ModelVersionMessage.From(version), ProtocolJsonContext.Wire.ModelVersionMessage).ShouldBe(
            """
            {"name":"m","version":"3","creation_timestamp":1,"last_updated_timestamp":2,"current_stage":"Archived","description":"","source":"s3://b","run_id":"","status":"READY","run_link":""}
            """);
    }

    [Fact]
    public void A_model_travels_without_an_empty_description()
    {
        var model = new RegisteredModel("m", 1, 2, "", [], [new Tag("a", "")], [new ModelAlias("x", 3)]);

        JsonSerializer.Serialize(RegisteredModelMessage.From(model), ProtocolJsonContext.Wire.RegisteredModelMessage).ShouldBe(
            """
            {"name":"m","creation_timestamp":1,"last_updated_timestamp":2,"tags":[{"key":"a","value":""}],"aliases":[{"alias":"x","version":"3"}]}
            """);
    }

    private static T Read<T>(string json)
        where T : IWireRequest<T>
    {
        using var body = WireBody.Parse(Encoding.UTF8.GetBytes(json));
        return T.Decode(body.Fields);
    }

    private static string Refuse<T>(string json)
        where T : IWireRequest<T>
    {
        var error = Should.Throw<LeatException>(() => Read<T>(json));
        error.Code.ShouldBe(ErrorCode.InvalidParameterValue);
        return error.Message;
    }
}
