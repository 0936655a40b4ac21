using System.Text;
using CsCheck;
using Leat.Core;

namespace Leat.Protocol.Tests.Decoding;

/// <summary>Whatever the hand-written readers accept, they must read exactly as the general decoder does.</summary>
public sealed class HotReaderTests
{
    private delegate bool TryRead(ReadOnlySpan<byte> utf8, out LogBatch? batch);

    [Fact]
    public void Usual_batches_are_read_without_the_careful_decoder() =>
        BodyGenerators.UsualBatch.Sample(body => TryReadUsual(TryReadBatch, body));

    [Fact]
    public void Usual_points_are_read_without_the_careful_decoder() =>
        BodyGenerators.UsualPoint.Sample(body => TryReadUsual(LogMetricReader.TryRead, body));

    [Fact]
    public void Batches_of_any_form_read_the_same() =>
        BodyGenerators.AnyBatch.Select(Encoding.UTF8.GetBytes)
            .Sample(body => ReadsTheSame(TryReadBatch, CarefulBatch, body), iter: 2_000);

    [Fact]
    public void Points_of_any_form_read_the_same() =>
        BodyGenerators.AnyPoint.Select(Encoding.UTF8.GetBytes)
            .Sample(body => ReadsTheSame(LogMetricReader.TryRead, CarefulPoint, body), iter: 2_000);

    [Fact]
    public void Damaged_batches_read_the_same() =>
        BodyGenerators.Damaged(BodyGenerators.UsualBatch)
            .Sample(body => ReadsTheSame(TryReadBatch, CarefulBatch, body), iter: 2_000);

    [Fact]
    public void Damaged_points_read_the_same() =>
        BodyGenerators.Damaged(BodyGenerators.UsualPoint)
            .Sample(body => ReadsTheSame(LogMetricReader.TryRead, CarefulPoint, body), iter: 2_000);

    [Fact]
    public void Equal_keys_of_a_batch_are_one_string()
    {
        var metrics = Enumerable.Range(0, 300).Select(i => $$"""{"key":"key-{{i % 7}}","value":1,"timestamp":1,"step":{{i}}}""");
        var body = Encoding.UTF8.GetBytes($$"""{"run_id":"r","metrics":[{{string.Join(',', metrics)}}]}""");

        TryReadBatch(body, out var batch).ShouldBeTrue();

        batch!.Metrics.Count.ShouldBe(300);
        batch.Metrics[299].Step.ShouldBe(299);
        foreach (var metric in batch.Metrics)
            ReferenceEquals(metric.Key, batch.Metrics[(int)(metric.Step % 7)].Key).ShouldBeTrue();
    }

    /// <summary>1,000 points are 40,000 bytes; all else (keys, lists, the command) must stay small.</summary>
    [Fact]
    public void A_batch_costs_little_more_than_its_points()
    {
        var metrics = Enumerable.Range(0, 1000).Select(i => $$"""{"key":"train/key-{{i % 7}}","value":0.5,"timestamp":1,"step":{{i}}}""");
        var body = Encoding.UTF8.GetBytes($$"""{"run_id":"r","metrics":[{{string.Join(',', metrics)}}]}""");
        LogBatchReader.Read(body, InputLimits.Default);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var batch = LogBatchReader.Read(body, InputLimits.Default);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        batch.Metrics.Count.ShouldBe(1000);
        allocated.ShouldBeLessThan(42_000);
    }

    [Theory]
    [InlineData("""{"run_id":"r","metrics":[{"key":"m","value":NaN,"timestamp":1}]}""")]
    [InlineData("""{"metrics":[{"key":"m","value":"nan","timestamp":"1"}],"run_id":"r"}""")]
    public void Odd_batches_are_read_all_the_same(string body) =>
        LogBatchReader.Read(Encoding.UTF8.GetBytes(body), InputLimits.Default).Metrics.ShouldBe([new Metric("m", double.NaN, 1, 0)]);

    [Fact]
    public void Odd_points_are_read_all_the_same() =>
        LogMetricReader.Read("""{"run_uuid":"r","key":"m","value":"2","timestamp":1e3,"step":"4"}"""u8.ToArray())
            .Metrics.ShouldBe([new Metric("m", 2, 1000, 4)]);

    private static bool TryReadBatch(ReadOnlySpan<byte> utf8, out LogBatch? batch) =>
        LogBatchReader.TryRead(utf8, InputLimits.Default, out batch);

    private static bool TryReadUsual(TryRead tryRead, string body)
    {
        try
        {
            return tryRead(Encoding.UTF8.GetBytes(body), out _);
        }
        catch (LeatException)
        {
            // Read, then rejected by a rule.
            return true;
        }
    }

    private static void ReadsTheSame(TryRead tryRead, Func<byte[], LogBatch> careful, byte[] body)
    {
        var hot = Outcome(() => tryRead(body, out var batch) ? Describe(batch!) : null);
        if (hot is not null)
            hot.ShouldBe(Outcome(() => Describe(careful(body))));
    }

    private static string? Outcome(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (LeatException exception)
        {
            return exception.Message;
        }
    }

    private static string Describe(LogBatch batch) =>
        $"{batch.RunId} {batch.IsSingle} {string.Join(';', batch.Metrics)} {string.Join(';', batch.Params)} {string.Join(';', batch.Tags)}";

    private static LogBatch CarefulBatch(byte[] body) => Decoding.Read<LogBatchRequest>(body).ToCommand(InputLimits.Default);

    private static LogBatch CarefulPoint(byte[] body) => Decoding.Read<LogMetricRequest>(body).ToCommand();
}
