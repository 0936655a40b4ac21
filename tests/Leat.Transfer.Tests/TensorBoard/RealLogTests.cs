using System.Formats.Tar;
using System.IO.Compression;

namespace Leat.Transfer.Tests.TensorBoard;

/// <summary>Files that a real writer made: the SummaryWriter of TorchSharp.</summary>
public sealed class RealLogTests : TensorBoardTest
{
    public override async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Logs);
        await using var sample = typeof(TransferTest).Assembly.GetManifestResourceStream("tensorboard-torchsharp-0.107.tar.gz")!;
        await using var plain = new GZipStream(sample, CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(plain, Logs, overwriteFiles: false, Cancel);
    }

    [Fact]
    public async Task What_it_logged_comes()
    {
        var target = await OpenTargetAsync();

        var report = await ImportAsync(target);

        report.Notes.ShouldBeEmpty();
        report.Points.ShouldBe(42);
        (await RunsAsync(target)).Select(run => run.Info.RunName).ShouldBe(["cnn", "cnn/both_a", "cnn/both_b"], ignoreOrder: true);
        var cnn = await RunAsync(target, "cnn");
        cnn.Data.Metrics.Select(metric => metric.Key).ShouldBe(["accuracy", "loss/train"], ignoreOrder: true);
        var losses = (await target.Metrics.GetHistoryAsync(cnn.Info.RunId, "loss/train", cancellationToken: Cancel)).Items;
        losses.Select(point => point.Step).ShouldBe(Enumerable.Range(0, 20).Select(step => (long)step));
        losses.Select(point => point.Value).ShouldBe(Enumerable.Range(0, 20).Select(step => (double)(1f / (step + 1))));
        losses.ShouldAllBe(point => point.TimestampMs >= cnn.Info.StartTimeMs && point.TimestampMs <= cnn.Info.EndTimeMs);

        // Its first event, which only names the format, has .NET's ticks where seconds should be.
        cnn.Info.StartTimeMs.ShouldBeInRange(1_796_000_000_000, 1_797_000_000_000);
        TagOf(cnn, "tensorboard.text.notes/text_summary").ShouldBe("A *small* network\n\nwith two layers");
        TagOf(await RunAsync(target, "cnn/both_b"), "mlflow.parentRunId").ShouldBe(cnn.Info.RunId);
        (await VerifyAsync(target)).Differences.ShouldBeEmpty();
    }
}
