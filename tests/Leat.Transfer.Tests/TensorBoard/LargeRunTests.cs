namespace Leat.Transfer.Tests.TensorBoard;

/// <summary>Runs with more points than are held in memory come in several passes, and long metrics as a stream.</summary>
public sealed class LargeRunTests : TensorBoardTest
{
    protected override long MostPoints => 50;

    [Fact]
    public async Task All_points_come_however_many_fit_into_memory()
    {
        var events = new List<byte[]>();
        for (var step = 0; step < 200; step++)
        {
            events.Add(Events.Scalar(Start + step, step, "ordered", step));
            events.Add(Events.Scalar(Start + step, 199 - step, "backwards", step));
            if (step % 10 == 0)
            {
                for (var i = 0; i < 7; i++)
                    events.Add(Events.Scalar(Start + step, step, $"short {i}", i));
            }
        }

        Write("a", [.. events]);
        EventFileWriter.Write(FileOf("a", 1), Events.Scalar(Start + 300, 300, "ordered", 300));
        var target = await OpenTargetAsync();

        (await ImportAsync(target)).Points.ShouldBe(events.Count + 1);

        var run = await RunAsync(target);
        (await HistoryAsync(target, run, "ordered")).ShouldBe(Enumerable.Range(0, 200).Append(300).Select(step => Invariant($"{step}|{1_700_000_000_000 + (1000L * step)}|{step}")));
        (await HistoryAsync(target, run, "backwards")).Count.ShouldBe(200);
        (await HistoryAsync(target, run, "short 6")).Count.ShouldBe(20);
        (await VerifyAsync(target)).Differences.ShouldBeEmpty();
    }
}
