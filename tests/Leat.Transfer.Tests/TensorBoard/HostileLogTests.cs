using Leat.Transfer.TensorBoard;

namespace Leat.Transfer.Tests.TensorBoard;

/// <summary>Files that are broken, made up or too much: what can be read comes, and the rest is named.</summary>
public sealed class HostileLogTests : TensorBoardTest
{
    [Fact]
    public async Task What_is_before_a_damaged_or_cut_off_record_comes()
    {
        byte[][] events = [Events.Version(Start), Events.Scalar(Start + 1, 0, "loss", 1), Events.Scalar(Start + 2, 1, "loss", 2)];
        var begin = events[..2].Sum(e => EventFileWriter.Frame(e).Length);
        EventFileWriter.Write(FileOf("cut"), events);
        using (var file = new FileStream(FileOf("cut"), FileMode.Open))
            file.SetLength(file.Length - 3);
        EventFileWriter.Write(FileOf("flipped"), events);
        using (var file = new FileStream(FileOf("flipped"), FileMode.Open))
        {
            file.Seek(begin + 15, SeekOrigin.Begin);
            file.WriteByte(0xff);
        }

        EventFileWriter.Write(FileOf("flipped", 1), Events.Scalar(Start + 3, 2, "loss", 3));
        await File.WriteAllBytesAsync(FileOf("flipped", 2), [], Cancel);
        Directory.CreateDirectory(Path.Combine(Logs, "nothing"));
        await File.WriteAllBytesAsync(FileOf("nothing"), [], Cancel);
        var target = await OpenTargetAsync();

        var report = await ImportAsync(target);

        (await RunAsync(target, "cut")).Data.Metrics.Single().Value.ShouldBe(1);
        (await HistoryAsync(target, await RunAsync(target, "flipped"), "loss")).ShouldBe(["0|1700000001000|1", "2|1700000003000|3"]);
        report.Notes.Select(note => $"{note.IsLoss} {note.Text}").ShouldBe(
            [
                $"False 'cut/{Path.GetFileName(FileOf(""))}' ends within the record at byte {begin}: it is being written, or its writer was killed. What is before that came.",
                $"True 'flipped/{Path.GetFileName(FileOf(""))}' is damaged at byte {begin}: a checksum is wrong. What is before that came, the {EventFileWriter.Frame(events[2]).Length} bytes from there did not.",
                $"False 'flipped/{Path.GetFileName(FileOf("", 2))}' is empty.",
                $"False 'nothing/{Path.GetFileName(FileOf(""))}' is empty.",
                "False 'nothing' has no events yet; it is no run.",
            ]);
        (await VerifyAsync(target)).Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_was_cut_off_goes_on_where_it_ended()
    {
        byte[][] events = [Events.Version(Start), Events.Scalar(Start + 1, 0, "loss", 1), Events.Scalar(Start + 2, 1, "loss", 2)];
        byte[] whole = [.. events.SelectMany(EventFileWriter.Frame)];
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf("a"))!);
        await File.WriteAllBytesAsync(FileOf("a"), whole[..^5], Cancel);
        var target = await OpenTargetAsync();
        (await ImportAsync(target)).Points.ShouldBe(1);

        await File.WriteAllBytesAsync(FileOf("a"), whole, Cancel);

        (await ImportAsync(target)).Points.ShouldBe(1);
        (await HistoryAsync(target, await RunAsync(target), "loss")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Times_that_are_none_and_values_that_are_none_are_named()
    {
        Write(
            "a",
            Events.Scalar(1e300, 0, "late", 1),
            Events.Scalar(-5, 1, "late", 2),
            Events.Scalar(double.NaN, 2, "late", 3),
            Events.Scalar(Start + 1, 3, "late", 4),
            Events.TensorScalar(Start, 0, "two", Events.Floats(1, 2)),
            Events.Event(Start, 0, new WireWriter().Raw(0x0a, 0x7f)),
            [0xff, 0xff, 0xff]);
        var target = await OpenTargetAsync();

        var report = await ImportAsync(target);

        var run = await RunAsync(target);
        (run.Info.StartTimeMs, run.Info.EndTimeMs).ShouldBe((1_700_000_000_000, 1_700_000_001_000));
        (await HistoryAsync(target, run, "late")).ShouldBe(["0|0|1", "1|0|2", "2|0|3", "3|1700000001000|4"]);
        report.Notes.Select(note => note.Text).ShouldBe(
        [
            $"'a/{Path.GetFileName(FileOf(""))}' has 1 records that are no events; they were left out.",
            "2 values are not as TensorFlow writes them; they were left out.",
            "3 of its points have no time that can be one; they have the time 0 here.",
        ]);
        (await VerifyAsync(target)).Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Links_are_not_followed()
    {
        var outside = Path.Combine(Folder, "outside");
        EventFileWriter.Write(Path.Combine(outside, "events.out.tfevents.1.x"), Events.Scalar(Start, 0, "secret", 1));
        Write("a", Events.Scalar(Start, 0, "loss", 1));
        Directory.CreateSymbolicLink(Path.Combine(Logs, "linked"), outside);
        Directory.CreateSymbolicLink(Path.Combine(Logs, "a", "loop"), Logs);
        File.CreateSymbolicLink(Path.Combine(Logs, "a", "events.out.tfevents.2.x"), Path.Combine(outside, "events.out.tfevents.1.x"));
        var target = await OpenTargetAsync();

        var report = await ImportAsync(target);

        (await RunAsync(target)).Data.Metrics.Select(metric => metric.Key).ShouldBe(["loss"]);
        report.Notes.Select(note => note.Text).ShouldBe(
            [
                "'a/events.out.tfevents.2.x' is a link: links are not followed.", "'a/loop' is a link: links are not followed.", "'linked' is a link: links are not followed.",
            ],
            ignoreOrder: true);
        TensorBoardDirectory.TryOpen(Path.Combine(Logs, "linked", "none")).ShouldBeNull();
    }

    [Fact]
    public async Task Ten_thousand_tags_are_ten_thousand_metrics()
    {
        Write("a", [.. Enumerable.Range(0, 10_000).Select(i => Events.Scalar(Start, 0, $"tag/{i}", i))]);
        var target = await OpenTargetAsync();

        (await ImportAsync(target)).Points.ShouldBe(10_000);

        (await RunAsync(target)).Data.Metrics.Count.ShouldBe(10_000);
    }

    [Fact]
    public async Task Tags_that_are_no_text_or_endless_harm_nothing()
    {
        Write(
            "a",
            Events.Event(Start, 0, new WireWriter().Bytes(1, [0xff, 0xfe]).Float(2, 1)),
            Events.Event(Start, 1, new WireWriter().Bytes(1, [0xff, 0xfd]).Float(2, 2)),
            Events.Scalar(Start, 2, new string('x', 10_000), 3));
        var target = await OpenTargetAsync();

        var report = await ImportAsync(target);

        report.Points.ShouldBe(2);
        report.Notes.Single().Text.ShouldBe("1 values were left out: their tags are too long, or too many for one run.");
        (await VerifyAsync(target)).Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Damage_anywhere_in_a_file_never_ends_an_import()
    {
        byte[][] events =
        [
            Events.Version(Start), Events.SessionStart(Start, "g", ("lr", Events.Number(1))), Events.Text(Start, 0, "t", "x"), Events.Scalar(Start, 0, "loss", 1),
            Events.TensorScalar(Start, 0, "acc", Events.Floats(1)), Events.Image(Start, 0, "i", [1, 2]), Events.SessionEnd(Start, 1),
        ];
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            // The checksums are right, what they are of is not.
            var damaged = events.Select(e => e.ToArray()).ToArray();
            foreach (var record in damaged.Skip(1))
                record[random.Next(record.Length)] = (byte)random.Next(256);
            EventFileWriter.Write(FileOf($"run{i}", i), damaged);
        }

        var target = await OpenTargetAsync();

        await ImportAsync(target);

        (await RunsAsync(target)).Count.ShouldBe(300);
        (await VerifyAsync(target)).Differences.ShouldBeEmpty();
    }
}
