using System.Text;
using BenchmarkDotNet.Attributes;
using Leat.Core;
using Leat.Protocol;

namespace Leat.Benchmarks.Protocol;

/// <summary>The bodies of a training loop: one point, and a batch of 1,000 points of ten metrics. Each is read by its own
/// reader, by the careful decoder that every other request goes through, and by the source-generated deserializer.</summary>
[MemoryDiagnoser]
public class LogBodyBenchmarks
{
    private const int Batch = 1_000;
    private const int Names = 10;

    private byte[] _batch = [];
    private byte[] _point = [];

    [GlobalSetup]
    public void Setup()
    {
        var metrics = Enumerable.Range(0, Batch).Select(i =>
            $$"""{"key": "train/metric_{{i % Names}}", "value": {{1.0 / (i + 3):R}}, "timestamp": {{1_700_000_000_000 + i}}, "step": {{i / Names}}}""");
        _batch = Encoding.UTF8.GetBytes($$"""{"run_id": "0123456789abcdef0123456789abcdef", "metrics": [{{string.Join(", ", metrics)}}]}""");
        _point = """{"run_id": "0123456789abcdef0123456789abcdef", "key": "train/loss", "value": 0.123, "timestamp": 1700000000000, "step": 17}"""u8.ToArray();
    }

    [Benchmark]
    [Points(1)]
    public LogBatch PointByItsReader() => LogMetricReader.Read(_point);

    [Benchmark]
    [Points(1)]
    public LogBatch PointByTheCarefulDecoder()
    {
        using var body = WireBody.Parse(_point);
        return LogMetricRequest.Decode(body.Fields).ToCommand();
    }

    [Benchmark]
    [Points(Batch)]
    public LogBatch BatchByItsReader() => LogBatchReader.Read(_batch, InputLimits.Default);

    [Benchmark]
    [Points(Batch)]
    public LogBatch BatchByTheCarefulDecoder()
    {
        using var body = WireBody.Parse(_batch);
        return LogBatchRequest.Decode(body.Fields).ToCommand(InputLimits.Default);
    }

    [Benchmark]
    [Points(Batch)]
    public LogBatch BatchByTheDeserializer() =>
        System.Text.Json.JsonSerializer.Deserialize(_batch, ProtocolJsonContext.Wire.LogBatchRequest)!.ToCommand(InputLimits.Default);
}
