using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol.Tests.Experiments;

public sealed class ExperimentMessageTests
{
    private static readonly Experiment Full =
        new("12", "ü & <b>", "mlflow-artifacts:/12", LifecycleStage.Deleted, 5, 9, [new Tag("k", "v")]);

    [Fact]
    public void An_experiment_survives_the_way_there_and_back()
    {
        var json = JsonSerializer.Serialize(ExperimentMessage.From(Full), ProtocolJsonContext.Wire.ExperimentMessage);

        JsonSerializer.Deserialize(json, ProtocolJsonContext.Wire.ExperimentMessage)!.ToEntity()
            .ShouldBeSameAs(Full);
    }

    [Fact]
    public void Fields_come_in_the_order_that_mlflow_uses_and_text_stays_as_it_is() =>
        JsonSerializer.Serialize(ExperimentMessage.From(Full), ProtocolJsonContext.Wire.ExperimentMessage).ShouldBe(
            """
            {"experiment_id":"12","name":"ü & <b>","artifact_location":"mlflow-artifacts:/12",
            "lifecycle_stage":"deleted","last_update_time":9,"creation_time":5,"tags":[{"key":"k","value":"v"}]}
            """.ReplaceLineEndings(""));

    [Fact]
    public void An_empty_page_is_an_empty_object() =>
        JsonSerializer.Serialize(
            SearchExperimentsResponse.From(new Page<Experiment>([], null)),
            ProtocolJsonContext.Wire.SearchExperimentsResponse).ShouldBe("{}");

    [Fact]
    public void An_error_without_a_code_takes_it_from_the_status()
    {
        new ErrorResponse(null, null).ToException(503).Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
        new ErrorResponse("RESOURCE_DOES_NOT_EXIST", "m").ToException(500).Code.ShouldBe(ErrorCode.ResourceDoesNotExist);
    }
}
