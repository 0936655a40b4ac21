using Leat.Core;

namespace Leat.Storage.Sqlite.Tests;

/// <summary>What is acknowledged is in the file that people find, or it is not acknowledged.</summary>
public sealed class MovedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leat-moved-").FullName;

    private string File => Path.Combine(_folder, "leat.db");

    [Theory]
    [InlineData("deleted")]
    [InlineData("moved")]
    [InlineData("replaced")]
    public async Task A_write_is_refused_once_the_file_is_gone(string what)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps open files where they are.");
        await using var store = await OpenAsync();
        await CreateRunAsync(store);

        switch (what)
        {
            case "deleted":
                System.IO.File.Delete(File);
                break;
            case "moved":
                System.IO.File.Move(File, File + ".old");
                break;
            default:
                System.IO.File.Copy(File, File + ".new");
                System.IO.File.Move(File + ".new", File, overwrite: true);
                break;
        }

        var refused = await Should.ThrowAsync<LeatException>(CreateRunAsync(store));
        refused.Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
        refused.Message.ShouldContain(File);
        refused.Message.ShouldContain("moved, deleted or replaced");
    }

    [Fact]
    public async Task Writing_goes_on_once_the_file_is_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps open files where they are.");
        await using (var store = await OpenAsync())
        {
            System.IO.File.Move(File, File + ".away");
            await Should.ThrowAsync<LeatException>(CreateRunAsync(store));
            System.IO.File.Move(File + ".away", File);
            await CreateRunAsync(store);
        }

        await using var reopened = await OpenAsync();
        (await reopened.Runs.SearchRunsAsync(new RunQuery { ExperimentIds = [Experiment.DefaultId] }, TestContext.Current.CancellationToken)).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_store_that_is_closed_leaves_all_in_the_file_also_while_others_have_it_open()
    {
        await using var other = await OpenAsync();
        await using (var store = await OpenAsync())
            await CreateRunAsync(store);

        var copy = Path.Combine(_folder, "copy.db");
        System.IO.File.Copy(File, copy);
        await using var copied = await SqliteStore.OpenAsync(new SqliteStoreOptions { Path = copy }, TestContext.Current.CancellationToken);
        (await copied.Runs.SearchRunsAsync(new RunQuery { ExperimentIds = [Experiment.DefaultId] }, TestContext.Current.CancellationToken)).Items.ShouldHaveSingleItem();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<ITrackingStore> OpenAsync() =>
        SqliteStore.OpenAsync(new SqliteStoreOptions { Path = File }, TestContext.Current.CancellationToken);

    private static Task<Run> CreateRunAsync(ITrackingStore store) =>
        store.Runs.CreateRunAsync(NewRun.Create(Experiment.DefaultId, startTimeMs: 1), TestContext.Current.CancellationToken);
}
