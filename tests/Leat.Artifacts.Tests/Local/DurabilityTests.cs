using Leat.Core;
using Leat.Core.Artifacts;
using Microsoft.Win32.SafeHandles;

namespace Leat.Artifacts.Local;

/// <summary>Killing the process reveals nothing about the disk, so the sync calls are observed instead.</summary>
public sealed class DurabilityTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly RecordingSync _sync;
    private readonly LocalArtifactRepository _repository;

    public DurabilityTests()
    {
        _sync = new RecordingSync(_directory["root/run/a.txt"]);
        _repository = new LocalArtifactRepository(_directory["root"], _sync, FilePermissions.OwnerOnly, TimeProvider.System);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_write_syncs_new_directories_then_the_content_then_the_name()
    {
        await WriteAsync("run/a.txt", 10);

        _sync.Events.ShouldBe(
        [
            $"directory {_directory.Path} target False",
            $"directory {_directory["root"]} target False",
            "file of 10 bytes target False",
            $"directory {_directory["root/run"]} target True",
        ]);
    }

    [Fact]
    public async Task A_write_into_a_directory_that_is_there_syncs_content_and_name_only()
    {
        Directory.CreateDirectory(_directory["root/run"]);

        await WriteAsync("run/a.txt", 10);

        _sync.Events.ShouldBe(["file of 10 bytes target False", $"directory {_directory["root/run"]} target True"]);
    }

    [Fact]
    public async Task A_large_write_goes_to_disk_in_slices()
    {
        Directory.CreateDirectory(_directory["root/run"]);

        await WriteAsync("run/a.txt", 80 * 1024 * 1024);

        _sync.Events.Count(e => e.StartsWith("file", StringComparison.Ordinal)).ShouldBe(3);
        _sync.Events[^2].ShouldBe($"file of {80 * 1024 * 1024} bytes target False");
    }

    [Fact]
    public async Task An_upload_waits_for_the_sync_of_a_directory_that_another_one_makes()
    {
        using var made = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        _sync.BeforeDirectory = () =>
        {
            made.Set();
            release.Wait(Cancellation);
        };

        var first = Task.Run(() => WriteAsync("run/a.txt", 1), Cancellation);
        made.Wait(Cancellation);
        _sync.BeforeDirectory = null;
        var second = WriteAsync("b.txt", 1);

        second.IsCompleted.ShouldBeFalse();
        File.Exists(_directory["root/b.txt"]).ShouldBeFalse();
        release.Set();
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task A_delete_syncs_the_directory()
    {
        await WriteAsync("run/a.txt", 1);
        _sync.Events.Clear();

        await _repository.DeleteAsync("run/a.txt", Cancellation);

        _sync.Events.ShouldBe([$"directory {_directory["root/run"]} target False"]);
    }

    [Fact]
    public void Syncing_a_directory_that_is_not_there_is_an_error() =>
        Should.Throw<IOException>(() => DiskSync.Instance.Directory(_directory["none"]));

    private async Task WriteAsync(string path, int bytes)
    {
        using var content = new MemoryStream(new byte[bytes]);
        await _repository.WriteAsync(path, ArtifactBody.Of(content), Cancellation);
    }

    /// <summary>Records what was synced, and whether the target file already had its name.</summary>
    private sealed class RecordingSync(string target) : DiskSync
    {
        public List<string> Events { get; } = [];

        public Action? BeforeDirectory { get; set; }

        public override void File(SafeFileHandle file) =>
            Events.Add($"file of {RandomAccess.GetLength(file)} bytes target {System.IO.File.Exists(target)}");

        public override void Directory(string path)
        {
            BeforeDirectory?.Invoke();
            Events.Add($"directory {path} target {System.IO.File.Exists(target)}");
        }
    }
}
