using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol.Tests.Metrics;

public sealed class MetricHistoryTests
{
    private static readonly MetricPoint A = new(Step: 1, TimestampMs: 10, Value: 0.5);
    private static readonly MetricPoint B = new(Step: long.MinValue, TimestampMs: long.MaxValue, Value: double.NaN);

    [Fact]
    public void An_empty_page_is_an_empty_object() =>
        JsonSerializer.Serialize(
            GetMetricHistoryResponse.From("m", new Page<MetricPoint>([], null)),
            ProtocolJsonContext.Wire.GetMetricHistoryResponse).ShouldBe("{}");

    [Fact]
    public void A_page_survives_the_way_there_and_back()
    {
        var page = new Page<MetricPoint>([A, B], "next");
        var json = JsonSerializer.Serialize(
            GetMetricHistoryResponse.From("m", page), ProtocolJsonContext.Wire.GetMetricHistoryResponse);

        json.ShouldContain("9223372036854775807");
        JsonSerializer.Deserialize(json, ProtocolJsonContext.Wire.GetMetricHistoryResponse)!.ToPage()
            .ShouldBeSameAs(page);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(0, "next")]
    [InlineData(1, null)]
    [InlineData(200, "n+\"x")]
    public void A_history_written_piece_by_piece_is_the_serialized_answer(int count, string? token)
    {
        const string key = "val/ö \"loss\" <&>";
        double[] values = [0.5, 1, -3, double.NaN, double.MaxValue, 1e-300, double.PositiveInfinity, double.NegativeInfinity, 123456789.25];
        var points = Enumerable.Range(0, count).Select(i => i % 7 == 0 ? B : new MetricPoint(i, 1_700_000_000_000 + i, values[i % values.Length])).ToArray();
        var output = new System.Buffers.ArrayBufferWriter<byte>();

        var writer = new MetricHistoryWriter(output, key);
        foreach (var piece in points.Chunk(67))
            writer.Write(piece);
        writer.End(token);

        System.Text.Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe(JsonSerializer.Serialize(
            GetMetricHistoryResponse.From(key, new Page<MetricPoint>(points, token)), ProtocolJsonContext.Wire.GetMetricHistoryResponse));
    }

    [Fact]
    public void Several_runs_come_apart_again()
    {
        RunMetricHistory[] histories = [new("r1", [A, B]), new("r2", [A])];
        var json = JsonSerializer.Serialize(
            GetMetricHistoryBulkIntervalResponse.From("m", histories),
            ProtocolJsonContext.Wire.GetMetricHistoryBulkIntervalResponse);

        var read = JsonSerializer.Deserialize(json, ProtocolJsonContext.Wire.GetMetricHistoryBulkIntervalResponse)!
            .ToHistories();
        read.Select(history => history.RunId).ShouldBe(["r1", "r2"]);
        read.Select(history => history.Points).ShouldBe(histories.Select(history => history.Points));
    }

    [Fact]
    public void Runs_without_points_give_an_empty_object() =>
        JsonSerializer.Serialize(
            GetMetricHistoryBulkIntervalResponse.From("m", [new("r1", [])]),
            ProtocolJsonContext.Wire.GetMetricHistoryBulkIntervalResponse).ShouldBe("{}");

    [Fact]
    public void The_bulk_answer_keeps_its_empty_list_and_sorts_its_fields()
    {
        Write([]).ShouldBe("""{"metrics":[]}""");
        Write([new("r", [A])]).ShouldBe("""{"metrics":[{"key":"m","run_id":"r","step":1,"timestamp":10,"value":0.5}]}""");
    }

    private static string Write(IReadOnlyList<RunMetricHistory> histories) => JsonSerializer.Serialize(
        GetMetricHistoryBulkResponse.From("m", histories), ProtocolJsonContext.Wire.GetMetricHistoryBulkResponse);
}
