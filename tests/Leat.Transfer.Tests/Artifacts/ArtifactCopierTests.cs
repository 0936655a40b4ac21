using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Transfer.Tests.Export;

namespace Leat.Transfer.Tests.Artifacts;

/// <summary>Files come whole and to their own place, or are named; nothing that a server says leads elsewhere.</summary>
public sealed class ArtifactCopierTests
{
    private const string First = "mlflow-artifacts:/1/a/artifacts";
    private const string Second = "mlflow-artifacts:/1/b/artifacts";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_of_all_places_come_with_their_folders_and_not_again()
    {
        var from = new FilesInMemory();
        for (var i = 0; i < 30; i++)
            from.Files[$"{First}|folder {i % 3}/deep/{i}.bin"] = new byte[i];
        from.Files[$"{Second}|größe%20.txt"] = [1, 2, 3];
        var to = new FilesInMemory();

        var report = await CopyAsync(from, to, First, Second);

        report.Faults.ShouldBeEmpty();
        (report.Copied, report.Bytes, report.Kept).ShouldBe((31, (29 * 30 / 2) + 3, 0));
        to.Files.ToDictionary(file => file.Key, file => Convert.ToHexString(file.Value)).ShouldBe(
            from.Files.ToDictionary(file => file.Key, file => Convert.ToHexString(file.Value)), ignoreOrder: true);

        from.Read.Clear();
        from.Files[$"{Second}|new"] = [7];
        to.Files[$"{First}|folder 0/deep/3.bin"] = [1];
        var again = await CopyAsync(from, to, First, Second);
        (again.Copied, again.Kept).ShouldBe((2, 30));
        from.Read.ShouldBe(["folder 0/deep/3.bin", "new"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../x")]
    [InlineData("..")]
    [InlineData("..\\x")]
    [InlineData("C:\\x")]
    [InlineData("%2e%2e/x")]
    public async Task Paths_that_climb_out_are_not_followed_and_the_others_come(string path)
    {
        var from = new FilesInMemory
        {
            Listing = (uri, folder) => uri == First && folder.Length == 0
                ? [new ArtifactEntry(path, IsDirectory: false, 1), new ArtifactEntry(path, IsDirectory: true, null), new ArtifactEntry("good", IsDirectory: false, 1)]
                : null,
            Files = { [$"{First}|good"] = [1], [$"{First}|{path}"] = [2] },
        };
        var to = new FilesInMemory();

        var report = await CopyAsync(from, to, First);

        report.FaultCount.ShouldBe(2);
        report.Faults.ShouldAllBe(fault => fault.Kind == TransferKind.Run && fault.Text.Contains("was not copied: Invalid path", StringComparison.Ordinal));
        to.Files.Keys.ShouldBe([$"{First}|good"]);
    }

    [Fact]
    public async Task An_entry_of_another_folder_is_refused()
    {
        var from = new FilesInMemory
        {
            Listing = (_, folder) => folder.Length == 0 ? [new ArtifactEntry("a", IsDirectory: true, null)] : [new ArtifactEntry("b/x", IsDirectory: false, 1)],
        };
        var to = new FilesInMemory();

        (await CopyAsync(from, to, First)).Faults.ShouldHaveSingleItem().Text.ShouldBe("'b/x' was not copied: Invalid path");
        to.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_that_lists_itself_without_end_comes_to_one()
    {
        var from = new FilesInMemory { Listing = (_, folder) => [new ArtifactEntry(ArtifactPath.Combine(folder, "a"), IsDirectory: true, null)] };

        var report = await CopyAsync(from, new FilesInMemory(), First);

        report.Faults.ShouldHaveSingleItem().Text.ShouldContain("more than 64 folders deep");
    }

    [Fact]
    public async Task What_breaks_off_or_is_stored_wrongly_is_not_left_behind()
    {
        var from = new FilesInMemory
        {
            Files = { [$"{First}|short"] = [1, 2, 3], [$"{First}|whole"] = [4] },
            Content = path => path == "short" ? new MemoryStream([1, 2]) : null,
        };
        var to = new FilesInMemory();

        var report = await CopyAsync(from, to, First);

        report.Copied.ShouldBe(1);
        report.Faults.ShouldHaveSingleItem().Text.ShouldStartWith("'short' was not copied: ");
        to.Files.Keys.ShouldBe([$"{First}|whole"]);

        var wrong = new FilesInMemory { Store = bytes => [.. bytes.Select(one => (byte)(one + 1))] };
        (await CopyAsync(from, wrong, First)).Faults.ShouldContain(fault => fault.Text == "'whole' was not copied: what was stored is not what came, and was removed.");
        wrong.Files.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("s3://bucket/1/a/artifacts")]
    [InlineData("/srv/mlruns/1/a/artifacts")]
    [InlineData("http://other.example.com/x")]
    [InlineData("mlflow-artifacts://other.example.com/1/a/artifacts")]
    public async Task Places_that_the_server_does_not_resolve_are_not_opened(string uri)
    {
        var from = new FilesInMemory { Files = { [$"{First}|x"] = [1] } };
        var to = new FilesInMemory();

        var report = await CopyAsync(from, to, uri, First);

        (report.Elsewhere, report.Copied).ShouldBe((1, 1));
        from.Opened.ShouldBe([First]);
        to.Opened.ShouldBe([First]);
    }

    [Fact]
    public async Task A_place_that_cannot_be_listed_does_not_keep_the_others()
    {
        var from = new FilesInMemory
        {
            Listing = (uri, _) => uri == First ? throw new HttpRequestException("lost") : null,
            Files = { [$"{Second}|x"] = [1] },
        };
        var to = new FilesInMemory();

        var report = await CopyAsync(from, to, First, Second);

        report.Copied.ShouldBe(1);
        report.Faults.ShouldBe([new TransferNote(TransferKind.Run, "0", IsLoss: true, "Its files were not copied: lost")]);
    }

    [Fact]
    public async Task An_interrupted_copy_is_completed_by_the_next()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var reads = 0;
        var from = new FilesInMemory
        {
            Content = path =>
            {
                if (Interlocked.Increment(ref reads) == 5)
                    stop.Cancel();
                return null;
            },
        };
        for (var i = 0; i < 50; i++)
            from.Files[$"{First}|{i}"] = [(byte)i];
        var to = new FilesInMemory();

        await Should.ThrowAsync<OperationCanceledException>(CopierOf(from, to, First).RunAsync(stop.Token));
        var before = to.Files.Count;
        before.ShouldBeInRange(1, 6);

        var report = await CopyAsync(from, to, First);
        (report.Copied + report.Kept, report.FaultCount).ShouldBe((50, 0));
        report.Kept.ShouldBe(before);
    }

    private static Task<ArtifactCopyReport> CopyAsync(FilesInMemory from, FilesInMemory to, params string[] places) => CopierOf(from, to, places).RunAsync(Cancel);

    private static ArtifactCopier CopierOf(FilesInMemory from, FilesInMemory to, params string[] places) => new(
        new FakeSource
        {
            Runs = [.. places.Select((uri, at) => new BulkRun(new RunInfo(Id(at), "1", "run", "ann", RunStatus.Finished, 1, 2, uri, LifecycleStage.Active)))],
        },
        from,
        to);

    private static string Id(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
