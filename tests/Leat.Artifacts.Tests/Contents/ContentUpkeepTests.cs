using System.Text;
using Leat.Artifacts.Specification;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Contents;

/// <summary>Contents that no file has any more go, and no others, whatever happens meanwhile.</summary>
public sealed class ContentUpkeepTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    private readonly Clock _clock = new();
    private IArtifactRepository _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Large { get; } = new('L', ContentWriter.HeadBytes + 1);

    /// <summary>What may go on while a server is killed or a collector runs.</summary>
    public static TheoryData<string> Uploads => ["one more of a content", "a new content", "a new large content", "one more of a large content", "a content that nothing has", "another content in its place"];

    [Fact]
    public async Task A_content_goes_when_no_file_has_had_it_for_a_while()
    {
        await FillAsync();

        (await CollectAsync()).ShouldBe(new CollectedContents(0, 1));
        _clock.Advance(Grace - TimeSpan.FromMinutes(1));
        (await CollectAsync()).ShouldBe(new CollectedContents(0, 1));
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await CollectAsync()).ShouldBe(new CollectedContents(1, 0));

        (await BlobsAsync()).ShouldBe(2);
        await RequireWholeAsync();
        (await CollectAsync()).ShouldBe(default);
    }

    [Fact]
    public async Task A_content_that_is_stored_again_meanwhile_stays()
    {
        await FillAsync();
        await CollectAsync();
        await WriteAsync(_store, "again", "gone");
        _clock.Advance(Grace);
        (await CollectAsync()).ShouldBe(new CollectedContents(1, 0));

        (await ReadAsync("again")).ShouldBe("gone");
        (await BlobsAsync()).ShouldBe(3);
    }

    /// <summary>Killed before or after any of the calls of an upload: what was acknowledged stays, and what is left over goes.</summary>
    [Theory]
    [MemberData(nameof(Uploads))]
    public async Task A_kill_at_any_moment_of_an_upload_loses_nothing(string upload)
    {
        for (var (call, last) = (1, false); !last; call++)
        {
            foreach (var before in (bool[])[true, false])
            {
                await FillAsync();
                var hooked = new HookedRepository(_store);
                var killed = await KillAsync(hooked, call, before, () => UploadAsync(hooked, upload));
                last = !killed;

                await RequireWholeAsync(upload, isDone: !killed);
                await CollectAllAsync();
                await RequireWholeAsync(upload, isDone: !killed);
                (await BlobsAsync()).ShouldBe(await DistinctAsync(), $"{upload}, killed {(before ? "before" : "after")} call {call}");
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_kill_at_any_moment_of_a_collection_loses_nothing(bool second)
    {
        for (var (call, last) = (1, false); !last; call++)
        {
            foreach (var before in (bool[])[true, false])
            {
                await FillAsync();
                if (second)
                {
                    await CollectAsync();
                    _clock.Advance(Grace);
                }

                var hooked = new HookedRepository(_store);
                last = !await KillAsync(hooked, call, before, () => CollectAsync(hooked));

                await RequireWholeAsync();
                await WriteAsync(_store, "again", "gone");
                await CollectAllAsync();
                await RequireWholeAsync();
                (await ReadAsync("again")).ShouldBe("gone");
                (await BlobsAsync()).ShouldBe(3);
            }
        }
    }

    /// <summary>Another process collects at any moment of an upload, twice, and minutes pass: a collection never takes what the upload found.</summary>
    [Theory]
    [MemberData(nameof(Uploads))]
    public async Task A_collection_at_any_moment_of_an_upload_takes_nothing_of_it(string upload)
    {
        for (var (call, last) = (1, false); !last; call++)
        {
            await FillAsync();
            var hooked = new HookedRepository(_store);
            hooked.Before = async number =>
            {
                if (number != call)
                    return;
                await CollectAsync();
                _clock.Advance(TimeSpan.FromMinutes(9));
                await CollectAsync();
            };
            await UploadAsync(hooked, upload);
            last = hooked.Calls < call;

            await RequireWholeAsync(upload, isDone: true);
            await CollectAllAsync();
            await RequireWholeAsync(upload, isDone: true);
        }
    }

    /// <summary>An upload that stood still for so long that what it found is gone finds out, unless it stood still within its very last call.</summary>
    [Theory]
    [MemberData(nameof(Uploads))]
    public async Task An_upload_that_stands_still_for_days_finds_its_content_again(string upload)
    {
        await FillAsync();
        var counted = new HookedRepository(_store);
        await UploadAsync(counted, upload);
        for (var call = 1; call < counted.Calls; call++)
        {
            await FillAsync();
            var hooked = new HookedRepository(_store);
            hooked.Before = async number =>
            {
                if (number != call)
                    return;
                await CollectAsync();
                _clock.Advance(Grace);
                await CollectAsync();
            };
            try
            {
                await UploadAsync(hooked, upload);
            }
            catch (Core.LeatException error) when (error.Code == Core.ErrorCode.TemporarilyUnavailable)
            {
                // Clients send it again.
                await UploadAsync(_store, upload);
            }

            await RequireWholeAsync(upload, isDone: true);
        }
    }

    /// <summary>A walk that cannot be finished says nothing of what it has not seen.</summary>
    [Fact]
    public async Task A_collection_that_cannot_list_everything_removes_nothing()
    {
        await FillAsync();
        await CollectAsync();
        _clock.Advance(Grace);
        var broken = new HookedRepository(_store) { Before = number => number == 4 ? throw new IOException("No answer.") : Task.CompletedTask };

        await Should.ThrowAsync<IOException>(() => CollectAsync(broken));

        (await BlobsAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Verification_names_every_file_of_a_content_that_is_not_as_it_was_stored()
    {
        await FillAsync();
        await WriteAsync(_store, "third", Large);
        (await VerifyAsync()).ShouldBe([]);
        var blobs = new List<ArtifactEntry>();
        await foreach (var blob in ContentWalk.FilesAsync(_store, ContentPlaces.Blobs, Cancellation))
            blobs.Add(blob);
        var (same, large) = (blobs.Single(blob => blob.Size == 4 && TextOf(blob) == "same"), blobs.Single(blob => blob.Size == Large.Length));

        await WriteInPlaceAsync(same.Path, "sale");
        await _store.DeleteAsync(large.Path, Cancellation);

        (await VerifyAsync()).ShouldBe(
        [
            "dir/a: its content has changed", "dir/b: its content has changed", "large: its content is missing", "third: its content is missing",
        ]);
        (await BlobsAsync()).ShouldBe(2);

        string TextOf(ArtifactEntry blob) => ReadPlainAsync(blob.Path).GetAwaiter().GetResult();
    }

    [Fact]
    public async Task A_store_that_is_made_plain_holds_each_file_itself_and_nothing_else()
    {
        await FillAsync();

        var made = await Upkeep(_store).MakePlainAsync(new Lines([]), Cancellation);

        (made.Files, made.Damaged).ShouldBe((3, 0));
        (await ReadPlainAsync("dir/a")).ShouldBe("same");
        (await ReadPlainAsync("dir/b")).ShouldBe("same");
        (await ReadPlainAsync("large")).ShouldBe(Large);
        (await _store.ListAsync(null, Cancellation)).Select(entry => entry.Path).ShouldBe(["dir", "large"]);
        await WriteAsync(_store, "dir/c", "same");
        (await ReadAsync("dir/c")).ShouldBe("same");
    }

    [Fact]
    public async Task Making_a_store_plain_can_be_cut_off_anywhere()
    {
        for (var (call, last) = (1, false); !last; call++)
        {
            await FillAsync();
            var hooked = new HookedRepository(_store);
            last = !await KillAsync(hooked, call, before: false, () => Upkeep(hooked).MakePlainAsync(new Lines([]), Cancellation));

            await RequireWholeAsync();
            await Upkeep(_store).MakePlainAsync(new Lines([]), Cancellation);
            (await ReadPlainAsync("large")).ShouldBe(Large);
            (await ReadPlainAsync("dir/b")).ShouldBe("same");
        }
    }

    [Fact]
    public async Task Damaged_files_are_left_as_they_are()
    {
        await FillAsync();
        await foreach (var blob in ContentWalk.FilesAsync(_store, ContentPlaces.Blobs, Cancellation))
        {
            if (blob.Size == Large.Length)
                await WriteInPlaceAsync(blob.Path, "other");
        }

        var lines = new List<string>();
        (await Upkeep(_store).MakePlainAsync(new Lines(lines), Cancellation)).Damaged.ShouldBe(1);

        lines.ShouldBe([$"large: its content has 5 bytes instead of {Large.Length}"]);
        (await ReadAsync("dir/a")).ShouldBe("same");
        (await BlobsAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Where_nothing_is_shared_there_is_nothing_to_do()
    {
        _store = new MemoryArtifactStore().Open(ArtifactLocation.Parse("mem://bucket/files"));
        await WriteInPlaceAsync("a", "x");

        (await CollectAsync()).ShouldBe(default);
        (await Upkeep(_store).VerifyAsync(new Lines([]), Cancellation)).ShouldBe(default);
        (await Upkeep(_store).MakePlainAsync(new Lines([]), Cancellation)).ShouldBe(default);
        (await _store.ListAsync(null, Cancellation)).ShouldHaveSingleItem();
    }

    private static ContentRepository Over(IArtifactRepository store, TimeProvider clock) => new(store, shares: true, clock, smallestShared: 0);

    private IContentUpkeep Upkeep(IArtifactRepository store) => Over(store, _clock).Capability<IContentUpkeep>()!;

    private Task<CollectedContents> CollectAsync(IArtifactRepository? store = null) => Upkeep(store ?? _store).CollectAsync(Grace, Cancellation);

    private async Task CollectAllAsync()
    {
        await CollectAsync();
        _clock.Advance(Grace);
        await CollectAsync();
    }

    /// <summary>Two files of one content, one of a large one, and a content that no file has any more.</summary>
    private async Task FillAsync()
    {
        _store = new MemoryArtifactStore().Open(ArtifactLocation.Parse("mem://bucket/files"));
        await WriteAsync(_store, "dir/a", "same");
        await WriteAsync(_store, "dir/b", "same");
        await WriteAsync(_store, "large", Large);
        await WriteAsync(_store, "removed", "gone");
        await Over(_store, _clock).DeleteAsync("removed", Cancellation);
    }

    private Task UploadAsync(IArtifactRepository store, string upload) => upload switch
    {
        "one more of a content" => WriteAsync(store, "new", "same"),
        "a new content" => WriteAsync(store, "new", "fresh"),
        "a new large content" => WriteAsync(store, "new", Large + "!"),
        "one more of a large content" => WriteAsync(store, "new", Large),
        "a content that nothing has" => WriteAsync(store, "new", "gone"),
        _ => WriteAsync(store, "dir/b", "gone"),
    };

    private async Task RequireWholeAsync(string upload = "", bool isDone = false)
    {
        (await VerifyAsync()).ShouldBe([], upload);
        (await ReadAsync("dir/a")).ShouldBe("same");
        (await ReadAsync("large")).ShouldBe(Large);
        if (upload == "another content in its place")
            (await ReadAsync("dir/b")).ShouldBeOneOf(isDone ? ["gone"] : ["same", "gone"]);
        else
            (await ReadAsync("dir/b")).ShouldBe("same");
        if (isDone && !upload.StartsWith("another", StringComparison.Ordinal))
            (await ReadAsync("new")).Length.ShouldBeGreaterThan(0);
    }

    private async Task<List<string>> VerifyAsync()
    {
        var lines = new List<string>();
        await Upkeep(_store).VerifyAsync(new Lines(lines), Cancellation);
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private async Task<int> DistinctAsync() =>
        (await ContentWalk.ReferencesAsync(_store, Cancellation)).Select(file => file.Reference.Blob).Distinct().Count();

    private async Task<int> BlobsAsync()
    {
        var count = 0;
        await foreach (var _ in ContentWalk.FilesAsync(_store, ContentPlaces.Blobs, Cancellation))
            count++;
        return count;
    }

    /// <returns>Whether there was such a call.</returns>
    private static async Task<bool> KillAsync(HookedRepository hooked, int call, bool before, Func<Task> work)
    {
        Func<int, Task> kill = number => number >= call ? throw new IOException("Killed.") : Task.CompletedTask;
        (hooked.Before, hooked.After) = before ? (kill, hooked.After) : (number => number > call ? throw new IOException("Killed.") : Task.CompletedTask, kill);
        try
        {
            await work();
        }
        catch (IOException)
        {
            return true;
        }

        return hooked.Calls >= call;
    }

    private Task WriteAsync(IArtifactRepository store, string path, string content) =>
        Over(store, _clock).WriteAsync(path, ArtifactBody.Of(new MemoryStream(Encoding.ASCII.GetBytes(content))), Cancellation);

    private Task WriteInPlaceAsync(string path, string content) =>
        _store.WriteAsync(path, ArtifactBody.Of(new MemoryStream(Encoding.ASCII.GetBytes(content))), Cancellation);

    private Task<string> ReadAsync(string path) => ReadFromAsync(Over(_store, _clock), path);

    private Task<string> ReadPlainAsync(string path) => ReadFromAsync(_store, path);

    private static async Task<string> ReadFromAsync(IArtifactRepository store, string path)
    {
        await using var content = await store.OpenReadAsync(path, Cancellation);
        using var reader = new StreamReader(content.Stream);
        return await reader.ReadToEndAsync(Cancellation);
    }

    private sealed class Lines(List<string> lines) : IProgress<DamagedFile>
    {
        public void Report(DamagedFile value) => lines.Add($"{value.Path}: {value.Fault}");
    }

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _now.Ticks;

        public void Advance(TimeSpan time) => _now += time;
    }
}
