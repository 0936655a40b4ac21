using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Protocol.Tests.Runs;

public sealed class CommandRoundTripTests
{
    [Fact]
    public void A_batch_arrives_as_it_was_sent()
    {
        var batch = LogBatch.Create(
            "r1",
            [
                new Metric("m", double.NaN, 1, -2),
                new Metric("m", 1e300, 2, 3, new MetricLink("m-1", "d", "g")),
            ],
            [new Param("p", "")],
            [new Tag("t", "v")]);

        var read = Travel(LogBatchRequest.From(batch), ProtocolJsonContext.Wire.LogBatchRequest).ToCommand(InputLimits.Default);

        read.RunId.ShouldBe("r1");
        read.Metrics.ShouldBe(batch.Metrics);
        read.Params.ShouldBe(batch.Params);
        read.Tags.ShouldBe(batch.Tags);
    }

    [Fact]
    public void A_single_point_arrives_as_it_was_sent()
    {
        var metric = new Metric("loss", double.NegativeInfinity, 7, 0);

        var read = Travel(LogMetricRequest.From("r1", metric), ProtocolJsonContext.Wire.LogMetricRequest).ToCommand();

        read.Metrics.ShouldBe([metric with { Value = -double.MaxValue }]);
        read.IsSingle.ShouldBeTrue();
    }

    [Fact]
    public void A_query_arrives_as_it_was_sent()
    {
        var query = new RunQuery
        {
            ExperimentIds = ["1", "2"],
            Filter = RunSearch.ParseFilter("metrics.a > 1"),
            OrderBy = RunSearch.ParseOrderBy(["metrics.a DESC"]),
            View = ViewType.All,
            MaxResults = 7,
            PageToken = PageToken.FromOffset(3),
        };

        var read = Travel(SearchRunsRequest.From(query), ProtocolJsonContext.Wire.SearchRunsRequest).ToQuery();

        read.ExperimentIds.ShouldBe(query.ExperimentIds);
        (read with { ExperimentIds = query.ExperimentIds }).ShouldBe(query);
    }

    [Fact]
    public void A_new_run_arrives_as_it_was_sent()
    {
        var run = NewRun.Create("3", "name", "ada", 5, [new Tag("a", "b")]);

        Travel(CreateRunRequest.From(run), ProtocolJsonContext.Wire.CreateRunRequest).ToCommand()
            .ShouldBeSameAs(run);
    }

    [Fact]
    public void A_change_arrives_as_it_was_sent()
    {
        var update = new RunUpdate("r") { Status = RunStatus.Killed, EndTimeMs = 4, RunName = "n" };

        Travel(UpdateRunRequest.From(update), ProtocolJsonContext.Wire.UpdateRunRequest).ToCommand().ShouldBe(update);
    }

    [Fact]
    public void Inputs_arrive_as_they_were_sent()
    {
        var inputs = LogInputs.Create("r", [new DatasetInput(new Dataset("d", "g", "local", "s"), [new Tag("a", "b")])]);

        Travel(LogInputsRequest.From(inputs), ProtocolJsonContext.Wire.LogInputsRequest).ToCommand()
            .ShouldBeSameAs(inputs);
    }

    private static T Travel<T>(T message, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(message, type), type)!;
}
