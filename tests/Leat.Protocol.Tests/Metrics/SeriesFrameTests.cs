using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Leat.Core;

namespace Leat.Protocol.Tests.Metrics;

/// <summary>Frames hold what the answer in JSON holds.</summary>
public sealed class SeriesFrameTests
{
    private const long Now = 1_700_000_000_000;

    private static readonly SeriesColumn[] All = [SeriesColumn.Step, SeriesColumn.Time, SeriesColumn.Value];

    private static readonly Gen<long> Number = Gen.OneOf(
        Gen.Long[0, 300], Gen.Long[0, 70_000], Gen.Long[0, 5_000_000_000], Gen.Long[Now, Now + 100_000], Gen.Const(-1L), Gen.Const(long.MinValue), Gen.Const(long.MaxValue));

    private static readonly Gen<double> Value = Gen.OneOf(
        Gen.Double[-1, 1], Gen.Double[1e9, 1e9 + 1], Gen.Double,
        Gen.OneOf(0.0, 0.1, double.NaN, double.MaxValue, -double.MaxValue, 1e300, 1e-40, float.MaxValue, 1e-300, 16_777_217));

    private static readonly Gen<MetricPoint> Point = Gen.Select(Number, Number, Value, (step, time, value) => new MetricPoint(step, time, value));

    [Fact]
    public void Any_points_come_back_as_the_answer_in_json_has_them() => Gen.Select(Point.List[0, 40], Value.List[1, 3], Gen.Bool).Sample((points, few, alike) =>
    {
        // Some series have values that are much alike, as after a thousand steps of training.
        var history = new ThinnedHistory("r", "m", alike ? points.ConvertAll(point => point with { Value = few[0] + (point.Value / 1e12) }) : points, points.Count);
        var json = AsJson(history);

        var frame = Write(All, history).Single();

        ((int)frame.Header["n"]!, (long)frame.Header["total"]!, (bool)frame.Header["thinned"]!).ShouldBe((points.Count, points.Count, false));
        frame["step"].ShouldBe(Numbers(json, "steps"));
        frame["time"].ShouldBe(Numbers(json, "timestamps"));
        var values = Numbers(json, "values");
        var range = values.Where(double.IsFinite).DefaultIfEmpty().Max() - values.Where(double.IsFinite).DefaultIfEmpty().Min();
        for (var i = 0; i < values.Length; i++)
            IsShown(values[i], frame["value"][i], frame.TypeOf("value"), range).ShouldBeTrue($"{values[i]:R} became {frame["value"][i]:R}");
    }, iter: 2_000);

    [Theory]
    [InlineData("u8", new long[] { 0, 1, 256 })]
    [InlineData("u16", new long[] { 0, 256, 512 })]
    [InlineData("u16", new long[] { -5, 65_530 })]
    [InlineData("u32", new long[] { 0, 65_536 })]
    [InlineData("u32", new long[] { Now, Now + uint.MaxValue })]
    [InlineData("f64", new long[] { 0, 1L << 32 })]
    [InlineData("f64", new long[] { 5, 4 })]
    [InlineData("f64", new long[] { long.MinValue, long.MaxValue })]
    [InlineData("u8", new long[] { long.MaxValue, long.MaxValue })]
    public void Integers_are_written_as_the_narrowest_differences(string type, long[] steps)
    {
        var frame = Write([SeriesColumn.Step], Steps(steps)).Single();

        frame.TypeOf("step").ShouldBe(type);
        frame["step"].ShouldBe(steps.Select(step => (double)step));
    }

    [Theory]
    [InlineData("f32", new double[] { 0.1, 0.2, 0.3 })]
    [InlineData("f32", new double[] { 0.1 })]
    [InlineData("f32", new double[] { double.NaN, 1, double.MaxValue })]
    [InlineData("f32", new double[] { 3e38, -3e38 })]
    [InlineData("f64", new double[] { 1e39 })]
    [InlineData("f64", new double[] { 1e-46 })]
    [InlineData("f64", new double[] { 1_000_000_000, 1_000_000_001 })]
    [InlineData("f32", new double[] { 1_000_000_000, 2_000_000_001 })]
    [InlineData("f64", new double[] { 0.999_999_9, 0.999_999_99, 1 })]
    public void Values_are_floats_unless_that_could_be_seen(string type, double[] values)
    {
        var frame = Write([SeriesColumn.Value], new ThinnedHistory("r", "m", [.. values.Select((value, i) => new MetricPoint(i, i, value))], values.Length)).Single();

        frame.TypeOf("value").ShouldBe(type);
    }

    [Fact]
    public void Largest_doubles_stand_for_infinities_which_stores_keep_so()
    {
        foreach (var far in (double[])[1, 1e300])
        {
            var points = new[] { double.MaxValue, -double.MaxValue, double.NaN, far }.Select((value, i) => new MetricPoint(i, i, value));
            Write([SeriesColumn.Value], new ThinnedHistory("r", "m", [.. points], 4)).Single()["value"]
                .ShouldBe([double.PositiveInfinity, double.NegativeInfinity, double.NaN, far]);
        }
    }

    [Fact]
    public void An_unchanged_series_is_a_header_alone()
    {
        var unchanged = new ThinnedHistory("r", "val/ö \"loss\"", [], 0) { Version = "5", IsUnchanged = true };

        var frames = Write(All, unchanged, Steps(1, 2));

        frames[0].Header.ToJsonString().ShouldBe(new JsonObject { ["run_id"] = "r", ["key"] = unchanged.Key, ["version"] = "5", ["unchanged"] = true }.ToJsonString());
        frames[0].Columns.ShouldBeEmpty();
        frames[1]["step"].ShouldBe([1, 2]);
    }

    /// <summary>Pages that were loaded from an older server read what a newer one sends: these bytes never change.</summary>
    [Fact]
    public void The_bytes_are_those_of_the_golden_file()
    {
        var golden = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Metrics", "Golden", "series.bin"));
        var expected = JsonNode.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Metrics", "Golden", "series.json")))!;

        Bytes(All, Golden).ShouldBe(golden);
        Readable(SeriesFrame.ReadAll(golden)).ToJsonString().ShouldBe(expected.ToJsonString());
    }

    private static ThinnedHistory[] Golden =>
    [
        new("5f1c9e8a52b04a0f8c3c3f5f4b1c2d3e", "loss", [new(0, Now, 2.5), new(3, Now + 750, double.NaN), new(1000, Now + 1_000_000, 0.25)], 1_000)
        {
            Version = "00000000000000ff",
        },
        new("5f1c9e8a52b04a0f8c3c3f5f4b1c2d3e", "val/λ", [new(-4, Now, 1e300), new(4_294_967_300, Now - 1, double.MaxValue)], 2) { Version = "1" },
        new("5f1c9e8a52b04a0f8c3c3f5f4b1c2d3e", "lr", [], 0) { Version = "2", IsUnchanged = true },
    ];

    private static JsonArray Readable(List<SeriesFrame> frames) => new([.. frames.Select(frame => new JsonObject
    {
        ["header"] = frame.Header.DeepClone(),
        ["columns"] = new JsonObject(frame.Columns.Select(column => KeyValuePair.Create(
            column.Key, (JsonNode?)new JsonArray([.. column.Value.Select(number => double.IsFinite(number) ? (JsonNode)number : number.ToString("R"))])))),
    })]);

    private static bool IsShown(double expected, double actual, string type, double range) => expected switch
    {
        double.NaN => double.IsNaN(actual),
        double.MaxValue or double.PositiveInfinity => double.IsPositiveInfinity(actual),
        -double.MaxValue or double.NegativeInfinity => double.IsNegativeInfinity(actual),
        _ => type == "f64" ? actual == expected
            : Math.Abs(actual - expected) <= Math.Abs(expected) / (1 << 24) && (range == 0 || Math.Abs(actual - expected) <= range / 8_192),
    };

    private static ThinnedHistory Steps(params long[] steps) => new("r", "m", [.. steps.Select(step => new MetricPoint(step, 0, 0))], steps.Length);

    private static JsonNode AsJson(ThinnedHistory history) => JsonSerializer.SerializeToNode(
        GetThinnedHistoriesResponse.From([history], All), ProtocolJsonContext.Wire.GetThinnedHistoriesResponse)!["series"]![0]!;

    private static double[] Numbers(JsonNode json, string column) => [.. (json[column]?.AsArray() ?? []).Select(number => number!.GetValueKind() == JsonValueKind.String
        ? double.Parse((string)number!, System.Globalization.CultureInfo.InvariantCulture)
        : (double)number!)];

    private static List<SeriesFrame> Write(SeriesColumn[] columns, params ThinnedHistory[] histories) => SeriesFrame.ReadAll(Bytes(columns, histories));

    private static byte[] Bytes(SeriesColumn[] columns, params ThinnedHistory[] histories)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new SeriesFrameWriter(output, columns);
        foreach (var history in histories)
            writer.Write(history);
        return output.WrittenSpan.ToArray();
    }
}
