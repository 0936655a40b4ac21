using System.Security.Cryptography;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;
using Microsoft.Extensions.Time.Testing;

namespace Leat.Artifacts.Sftp;

/// <summary>What only directories of another machine have: links, connections that end, half-written files.</summary>
public sealed class SftpDirectoryTests : IAsyncLifetime
{
    private TestDirectory _directory = null!;
    private IArtifactStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IArtifactRepository Repository => _directory.Open(_store);

    public async ValueTask InitializeAsync()
    {
        _directory = await TestDirectory.CreateAsync();
        _store = _directory.Store();
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_large_file_survives_and_any_part_of_it_can_be_read()
    {
        var content = RandomNumberGenerator.GetBytes(30_000_000);
        await WriteAsync(Repository, "dir/a", content);
        await using var file = await Repository.OpenReadAsync("dir/a", Cancellation);

        (await SHA256.HashDataAsync(file.Stream, Cancellation)).ShouldBe(SHA256.HashData(content));
        foreach (var position in new[] { 29_999_990, 0, 15_000_000, 15_000_010, 30_000_000 })
        {
            file.Stream.Position = position;
            var read = new byte[10];
            var count = await file.Stream.ReadAtLeastAsync(read, 10, throwOnEndOfStream: false, Cancellation);
            read[..count].ShouldBe(content[position..Math.Min(position + 10, content.Length)]);
        }
    }

    [Fact]
    public async Task Links_are_not_shown_and_what_they_lead_to_is_left_alone()
    {
        await WriteAsync(Repository, "dir/a", [1]);
        var outside = Directory.CreateDirectory(_directory.Path + "-outside").FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "secret"), "x", Cancellation);
        Directory.CreateSymbolicLink(Path.Combine(_directory.Path, "dir", "folder"), outside);
        File.CreateSymbolicLink(Path.Combine(_directory.Path, "dir", "file"), Path.Combine(outside, "secret"));

        (await Repository.ListAsync("dir", Cancellation)).ShouldBe([new ArtifactEntry("dir/a", false, 1)]);
        File.CreateSymbolicLink(Path.Combine(_directory.Path, "link"), outside);
        await Repository.DeleteAsync("link", Cancellation);
        await Repository.DeleteAsync("dir", Cancellation);
        Directory.Exists(Path.Combine(_directory.Path, "dir")).ShouldBeFalse();
        Directory.GetFileSystemEntries(_directory.Path).ShouldBeEmpty();
        File.Exists(Path.Combine(outside, "secret")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_root_may_be_a_link()
    {
        Directory.CreateSymbolicLink(_directory.Path + "-link", _directory.Path);
        var repository = _store.Open(ArtifactLocation.Parse(_directory.Root + "-link"));

        await repository.Capability<IRootCheck>()!.RequireWritableAsync(Cancellation);
        (await repository.Capability<IRootCheck>()!.ExistsAsync(Cancellation)).ShouldBeTrue();
        await WriteAsync(repository, "dir/a", [1]);

        _directory.Files().ShouldBe(["dir/a"]);
    }

    [Fact]
    public async Task Half_written_files_are_hidden_and_removed_when_they_are_a_day_old()
    {
        await WriteAsync(Repository, "dir/a", [1]);
        var half = Path.Combine(_directory.Path, "dir", $".leat-upload-{Guid.NewGuid():N}.tmp");
        await File.WriteAllBytesAsync(half, new byte[1_000], Cancellation);

        (await Repository.ListAsync("dir", Cancellation)).ShouldBe([new ArtifactEntry("dir/a", false, 1)]);
        (await Repository.Capability<IUploadSweep>()!.RemoveAbandonedUploadsAsync(Cancellation)).ShouldBe(default);
        await using var later = _directory.Store(time: new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(25)));
        (await _directory.Open(later).Capability<IUploadSweep>()!.RemoveAbandonedUploadsAsync(Cancellation)).ShouldBe(new SweptUploads(1, 1_000));
        _directory.Files().ShouldBe(["dir/a"]);
    }

    [Fact]
    public async Task A_connection_that_ended_while_nobody_used_it_is_made_anew()
    {
        var cut = new CutConnections(_directory.Server.Port, fromServer: int.MaxValue, fromClient: int.MaxValue, times: 0);
        await using var through = Through(cut, out var repository);
        await WriteAsync(repository, "a", [1]);
        await cut.DisposeAsync();
        await using var again = new CutConnections(_directory.Server.Port, fromServer: int.MaxValue, fromClient: int.MaxValue, times: 0, cut.Port);

        await WriteAsync(repository, "b", [2]);

        (await repository.ListAsync(null, Cancellation)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_download_whose_connection_breaks_goes_on_where_it_broke()
    {
        var content = RandomNumberGenerator.GetBytes(20_000_000);
        await WriteAsync(Repository, "a", content);
        await using var cut = new CutConnections(_directory.Server.Port, fromServer: 5_000_000, fromClient: int.MaxValue, times: 2);
        await using var through = Through(cut, out var repository);

        await using var file = await repository.OpenReadAsync("a", Cancellation);

        (await SHA256.HashDataAsync(file.Stream, Cancellation)).ShouldBe(SHA256.HashData(content));
        cut.Cuts.ShouldBe(2);
    }

    [Fact]
    public async Task An_upload_whose_connection_breaks_leaves_nothing_to_be_seen_and_can_be_sent_again()
    {
        await using var cut = new CutConnections(_directory.Server.Port, fromServer: int.MaxValue, fromClient: 5_000_000, times: 1);
        await using var through = Through(cut, out var repository);

        var error = await Should.ThrowAsync<LeatException>(() => WriteAsync(repository, "a", new byte[20_000_000]));

        error.Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
        (await repository.ListAsync(null, Cancellation)).ShouldBeEmpty();
        await WriteAsync(repository, "a", new byte[20_000_000]);
        (await repository.ListAsync(null, Cancellation)).ShouldBe([new ArtifactEntry("a", false, 20_000_000)]);
    }

    [Fact]
    public async Task Thousands_of_files_are_listed_and_removed()
    {
        const int count = 2_300;
        var folder = Directory.CreateDirectory(Path.Combine(_directory.Path, "dir"));
        for (var i = 0; i < count; i++)
            File.WriteAllText(Path.Combine(folder.FullName, $"{i:0000}"), "x");

        var entries = await Repository.ListAsync("dir", Cancellation);
        entries.Select(entry => entry.Path).ShouldBe(Enumerable.Range(0, count).Select(i => $"dir/{i:0000}"));

        await Repository.DeleteAsync("dir", Cancellation);
        (await Repository.ListAsync(null, Cancellation)).ShouldBeEmpty();
    }

    private static async Task WriteAsync(IArtifactRepository repository, string path, byte[] content)
    {
        using var body = new MemoryStream(content);
        await repository.WriteAsync(path, ArtifactBody.Of(body), Cancellation);
    }

    /// <summary>A store that knows the host at the port through which connections are cut.</summary>
    private IArtifactStore Through(CutConnections cut, out IArtifactRepository repository)
    {
        var home = Directory.CreateTempSubdirectory("leat-ssh-").FullName;
        Directory.CreateDirectory(Path.Combine(home, ".ssh"));
        File.WriteAllText(Path.Combine(home, ".ssh", "known_hosts"), $"[127.0.0.1]:{cut.Port} {_directory.Server.PublicKeys[0]}\n");
        File.WriteAllText(Path.Combine(home, ".ssh", "config"), $"IdentityFile {_directory.Server.Home}/.ssh/id_ed25519\n");
        var store = _directory.Store(home);
        repository = store.Open(ArtifactLocation.Parse(_directory.RootAt(cut.Port)));
        return store;
    }
}
