using System.Text;
using Leat.Core;

namespace Leat.Transfer.Tests.TensorBoard;

/// <summary>Images and texts become files of their runs, each once.</summary>
public sealed class TensorBoardFilesTests : TensorBoardTest
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 1];
    private static readonly byte[] Gif = "GIF89a"u8.ToArray();
    private static readonly byte[] Jpeg = [0xff, 0xd8, 0xff, 0xe0];

    private readonly MemoryArtifacts _artifacts = new();

    [Fact]
    public async Task Images_and_texts_of_every_form_are_copied()
    {
        Write(
            "a",
            Events.Image(Start, 5, "samples/0", Png),
            Events.Image(Start, 6, "samples/0", Gif),
            Events.TensorImages(Start, 0, "grid?", Jpeg, Png),
            Events.Text(Start, 0, "notes", "one"),
            Events.Text(Start, 0, "notes", "one again"),
            Events.Scalar(Start, 0, "loss", 1));
        Write("b", Events.Scalar(Start, 0, "loss", 1));
        var target = await OpenTargetAsync();

        var report = await CopyAsync(target);

        var run = await RunAsync(target, "a");
        _artifacts.Files.Select(file => $"{file.Key[(run.Info.ArtifactUri.Length + 1)..]} {Encoding.Latin1.GetString(file.Value)}").ShouldBe(
            [
                $"images/grid_/step_0.jpg {Encoding.Latin1.GetString(Jpeg)}", $"images/grid_/step_0_2.png {Encoding.Latin1.GetString(Png)}",
                $"images/samples/0/step_5.png {Encoding.Latin1.GetString(Png)}", $"images/samples/0/step_6.gif {Encoding.Latin1.GetString(Gif)}",
                "text/notes/step_0.md one", "text/notes/step_0_2.md one again",
            ],
            ignoreOrder: true);
        _artifacts.Files.Keys.ShouldAllBe(path => path.StartsWith(run.Info.ArtifactUri, StringComparison.Ordinal));
        report.Files.ShouldBe(new ImportedFiles(6, 0, _artifacts.Files.Values.Sum(file => (long)file.Length)));
        report.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_import_copies_what_is_new_or_has_changed()
    {
        Write("a", Events.Image(Start, 5, "i", Png), Events.Image(Start, 6, "i", Png));
        var target = await OpenTargetAsync();
        await CopyAsync(target);
        (await CopyAsync(target)).Files.ShouldBe(new ImportedFiles(0, 2, 0));

        EventFileWriter.Append(FileOf("a"), Events.Image(Start, 7, "i", Gif));
        var changed = _artifacts.Files.Keys.First();
        _artifacts.Files[changed] = [.. Png[..^1], 9];

        (await CopyAsync(target)).Files.ShouldBe(new ImportedFiles(2, 1, Png.Length + Gif.Length));
        _artifacts.Files[changed].ShouldBe(Png);
        _artifacts.Writes.ShouldBe(4);
    }

    [Fact]
    public async Task A_dry_run_counts_them_and_a_file_that_is_refused_is_named()
    {
        Write("a", Events.Image(Start, 5, "refused", Png), Events.Image(Start, 6, "i", Png));
        var target = await OpenTargetAsync();

        (await CopyAsync(target, dryRun: true)).Files.Added.ShouldBe(2);
        _artifacts.Writes.ShouldBe(0);
        var report = await CopyAsync(target);

        report.Files.Added.ShouldBe(1);
        report.IsComplete.ShouldBeFalse();
        report.Notes.Single().Text.ShouldBe("Its file 'images/refused/step_5.png' was left out: This path is refused.");
    }

    [Fact]
    public async Task Files_of_a_run_that_is_deleted_here_are_left_alone()
    {
        Write("a", Events.Image(Start, 5, "i", Png));
        var target = await OpenTargetAsync();
        await ImportAsync(target);
        await target.Runs.DeleteRunAsync((await RunAsync(target)).Info.RunId, Cancel);

        (await CopyAsync(target)).Files.ShouldBe(default);

        _artifacts.Files.ShouldBeEmpty();
    }

    private async Task<ImportReport> CopyAsync(ITrackingStore target, bool dryRun = false)
    {
        await using var source = await OpenSourceAsync();
        return await new Importer(source, target, new ImportOptions { DryRun = dryRun, Artifacts = _artifacts }, new NoProgress()).RunAsync(Cancel);
    }
}
