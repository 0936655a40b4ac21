using System.Diagnostics;
using System.Globalization;
using Leat.Testing.Servers;

namespace Leat.Testing.ObjectStores;

/// <summary>Measurements on request: what passes through the server against what the service's own library does without it, in one run. See
/// bench/artifact-stores.sh.</summary>
public abstract partial class ServedStoreSpecification
{
    private const int Parallel = 16;

    private static readonly int Megabytes = Setting("LEAT_BENCH_MIB", 2048);
    private static readonly int SmallFiles = Setting("LEAT_BENCH_FILES", 10_000);

    /// <summary>The service's own library, as a program would use it that reaches the store itself; null if this store is not measured.</summary>
    protected virtual DirectCalls? Direct => null;

    [Fact(Explicit = true)]
    public async Task Figures_of_a_large_file()
    {
        if (Direct is not { } direct)
            return;
        var size = (long)Megabytes << 20;
        await using var server = await StartAsync("--artifacts-destination", Root + "/files");
        using var http = Http(server);
        List<double> up = [], upDirectly = [], down = [], downDirectly = [];
        for (var round = 0; round < 2; round++)
        {
            upDirectly.Add(await TimeAsync(() => direct.Put("files/direct.bin", new ZeroStream(size), size)));
            up.Add(await TimeAsync(async () =>
            {
                using var content = new StreamContent(new ZeroStream(size)) { Headers = { ContentLength = size } };
                (await http.PutAsync(Proxy + "artifacts/served.bin", content, Cancellation)).EnsureSuccessStatusCode();
            }));
            Say($"peak memory after upload {round + 1}: {PeakOf(server) / 1024} MiB");
            downDirectly.Add(await TimeAsync(() => direct.Get("files/direct.bin")));
            down.Add(await TimeAsync(async () =>
            {
                using var answer = await http.GetAsync(Proxy + "artifacts/served.bin", HttpCompletionOption.ResponseHeadersRead, Cancellation);
                await answer.Content.CopyToAsync(Stream.Null, Cancellation);
            }));
        }

        Say($"{Megabytes} MiB up: {up.Min():0.0} s, directly {upDirectly.Min():0.0} s, ratio {upDirectly.Min() / up.Min():0.00}");
        Say($"{Megabytes} MiB down: {down.Min():0.0} s, directly {downDirectly.Min():0.0} s, ratio {downDirectly.Min() / down.Min():0.00}");
        Say($"peak memory of the server: {PeakOf(server) / 1024} MiB");
        PeakOf(server).ShouldBeLessThan(200 * 1024);
    }

    [Fact(Explicit = true)]
    public async Task Figures_of_many_small_files()
    {
        if (Direct is not { } direct)
            return;
        await using var server = await StartAsync("--artifacts-destination", Root + "/files");
        using var http = Http(server);
        await EachAsync(async name => await direct.Put("files/dir/" + name, new ZeroStream(100), 100));

        // The first listing of a process compiles what it needs.
        List<double> listings = [], listingsDirectly = [];
        for (var round = 0; round < 4; round++)
        {
            listingsDirectly.Add(await TimeAsync(() => direct.List("files/dir/")));
            listings.Add(await TimeAsync(async () => (await http.GetStringAsync(Proxy + "artifacts?path=dir", Cancellation)).Length.ShouldBeGreaterThan(SmallFiles)));
        }

        var (listed, listedDirectly) = (listings.Min(), listingsDirectly.Min());
        var fetchedDirectly = await TimeAsync(() => EachAsync(async name => await direct.Get("files/dir/" + name)));
        var fetched = await TimeAsync(() => EachAsync(async name => (await http.GetByteArrayAsync(Proxy + "artifacts/dir/" + name, Cancellation)).Length.ShouldBe(100)));

        Say($"{SmallFiles} files listed: {listed:0.00} s, directly {listedDirectly:0.00} s, ratio {listedDirectly / listed:0.00}; first {listings[0]:0.00} s, directly {listingsDirectly[0]:0.00} s");
        Say($"{SmallFiles} files fetched, {Parallel} at a time: {fetched:0.0} s, directly {fetchedDirectly:0.0} s, ratio {fetchedDirectly / fetched:0.00}");
        Say($"peak memory of the server: {PeakOf(server) / 1024} MiB");
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    private static Task EachAsync(Func<string, Task> work) => System.Threading.Tasks.Parallel.ForAsync(
        0,
        SmallFiles,
        new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = Cancellation },
        async (number, _) => await work(number.ToString("D6", CultureInfo.InvariantCulture)));

    /// <summary>In KiB.</summary>
    private static int PeakOf(ServerProcess server)
    {
        var peak = File.ReadLines($"/proc/{server.ProcessId}/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
        return int.Parse(peak.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static void Say(FormattableString line) =>
        TestContext.Current.TestOutputHelper?.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static int Setting(string name, int usual) =>
        int.TryParse(System.Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : usual;
}

/// <summary>Calls to a service by its own library.</summary>
/// <param name="Put">Stores a file of a size.</param>
/// <param name="Get">Reads a file to its end.</param>
/// <param name="List">Lists all files of a folder.</param>
public sealed record DirectCalls(Func<string, Stream, long, Task> Put, Func<string, Task> Get, Func<string, Task> List);
