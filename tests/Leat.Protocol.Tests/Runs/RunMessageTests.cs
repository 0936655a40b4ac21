using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol.Tests.Runs;

public sealed class RunMessageTests
{
    private static readonly Run Full = new(
        new RunInfo("r1", "7", "calm-fox-1", "ada", RunStatus.Finished, 5, 9, "mlflow-artifacts:/7/r1/artifacts", LifecycleStage.Deleted),
        new RunData([new Metric("m", double.NaN, 3, -4)], [new Param("p", "1")], [new Tag("t", "ü")]),
        new RunInputs([new DatasetInput(new Dataset("d", "g", "local", "s", "c", "f"), [new Tag("a", "b")])]));

    private static readonly Run Bare = new(
        new RunInfo("r2", "0", "n", "", RunStatus.Running, 0, null, "u", LifecycleStage.Active),
        new RunData([], [], []),
        new RunInputs([]));

    [Fact]
    public void A_full_run_is_written_in_the_order_of_fields_that_mlflow_uses() =>
        Write(Full).ShouldBe(
            """
            {"run":{"info":{"run_uuid":"r1","experiment_id":"7","run_name":"calm-fox-1","user_id":"ada",
            "status":"FINISHED","start_time":5,"end_time":9,"artifact_uri":"mlflow-artifacts:/7/r1/artifacts",
            "lifecycle_stage":"deleted","run_id":"r1"},
            "data":{"metrics":[{"key":"m","value":"NaN","timestamp":3,"step":-4}],"params":[{"key":"p","value":"1"}],
            "tags":[{"key":"t","value":"ü"}]},
            "inputs":{"dataset_inputs":[{"tags":[{"key":"a","value":"b"}],"dataset":{"name":"d","digest":"g",
            "source_type":"local","source":"s","schema":"c","profile":"f"}}]},"outputs":{}}}
            """.ReplaceLineEndings(""));

    [Fact]
    public void Empty_lists_and_unset_times_are_left_out() =>
        Write(Bare).ShouldBe(
            """
            {"run":{"info":{"run_uuid":"r2","experiment_id":"0","run_name":"n","user_id":"","status":"RUNNING",
            "start_time":0,"artifact_uri":"u","lifecycle_stage":"active","run_id":"r2"},
            "data":{},"inputs":{},"outputs":{}}}
            """.ReplaceLineEndings(""));

    [Fact]
    public void A_run_that_ended_at_0_has_not_ended_as_in_mlflow() =>
        Write(Bare with { Info = Bare.Info with { EndTimeMs = 0 } }).ShouldBe(Write(Bare));

    [Fact]
    public void A_new_run_is_answered_without_outputs() =>
        JsonSerializer.Serialize(CreateRunResponse.From(Bare), ProtocolJsonContext.Wire.CreateRunResponse)
            .ShouldNotContain("outputs");

    [Fact]
    public void A_run_survives_the_way_there_and_back()
    {
        Read(Write(Full)).ShouldBeSameAs(Full);
        Read(Write(Bare)).ShouldBeSameAs(Bare);
    }

    [Fact]
    public void An_answer_without_a_run_is_rejected_naming_the_missing_field() =>
        Should.Throw<LeatException>(() => Read("""{"run":{"info":{"experiment_id":"1"}}}"""))
            .Message.ShouldContain("'run_id'");

    [Fact]
    public void A_status_that_nobody_knows_is_refused() =>
        Should.Throw<LeatException>(() => Read("""{"run":{"info":{"run_id":"r","experiment_id":"1","status":"PAUSED"}}}"""))
            .Message.ShouldContain("'PAUSED'");

    private static string Write(Run run) => JsonSerializer.Serialize(
        new GetRunResponse(RunMessage.From(run)), ProtocolJsonContext.Wire.GetRunResponse);

    private static Run Read(string json) =>
        JsonSerializer.Deserialize(json, ProtocolJsonContext.Wire.GetRunResponse)!.Run!.ToEntity();
}
