using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.Kill;

/// <summary>Files that share contents survive SIGKILL, of the server in the middle of uploads and of the collector of contents beside it.</summary>
public sealed class ContentKillTests : IDisposable
{
    private const int UsualKills = 2;
    private const int Clients = 4;

    /// <summary>Far longer than an upload takes from its last byte to its answer, and short enough for contents to go during a long run.</summary>
    private const string Grace = "10s";

    private const string Files = "/api/2.0/mlflow-artifacts/artifacts/kill/";

    private readonly TemporaryFolder _folder = new();
    private readonly int _seed = Seed.Draw();

    /// <summary>The contents of files that were acknowledged, by their paths.</summary>
    private readonly ConcurrentDictionary<string, byte[]> _stored = new(StringComparer.Ordinal);

    /// <summary>Files whose last write or removal was cut off: either may be there.</summary>
    private readonly ConcurrentDictionary<string, bool> _unknown = new(StringComparer.Ordinal);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int Kills =>
        int.TryParse(Environment.GetEnvironmentVariable("LEAT_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : UsualKills;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 1_700_000)]
    public async Task Every_file_that_shares_its_content_survives_kills_of_server_and_collector()
    {
        for (var round = 0; round < Kills; round++)
            await LoadUntilKilledAsync(round);

        await using (var server = await StartAsync())
        {
            using var http = new HttpClient { BaseAddress = server.Address };
            foreach (var (path, content) in Known())
                (await http.GetByteArrayAsync(Files + path, Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue($"{path}; seed {_seed}");
        }

        (await RunAsync("artifacts", "verify")).ShouldBe(0, $"seed {_seed}");
        await RunAsync("gc", "--content-grace", "0s");
        await RunAsync("gc", "--content-grace", "0s");
        (await RunAsync("artifacts", "verify")).ShouldBe(0, $"seed {_seed}");
        (await RunAsync("artifacts", "plain")).ShouldBe(0, $"seed {_seed}");
        foreach (var (path, content) in Known())
            File.ReadAllBytes(_folder.File("mlartifacts/kill/" + path)).AsSpan().SequenceEqual(content).ShouldBeTrue($"{path}; seed {_seed}");
        Directory.Exists(_folder.File("mlartifacts/.leat-content")).ShouldBeFalse();
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills of each, {_stored.Count} files, {_stored.Values.Select(SHA256.HashData).Distinct(HashComparer.Instance).Count()} contents; seed {_seed}");
    }

    private IEnumerable<KeyValuePair<string, byte[]>> Known() => _stored.Where(file => !_unknown.ContainsKey(file.Key));

    private async Task LoadUntilKilledAsync(int round)
    {
        var random = new Random(_seed + round);
        await using var server = await StartAsync();
        var clients = Enumerable.Range(0, Clients).Select(client => Task.Run(() => UploadUntilCutOffAsync(server.Address, round, client))).ToList();
        using var collector = StartLeat("gc", "--content-grace", Grace);
        var collecting = Task.Run(async () =>
        {
            await Task.WhenAny(collector.WaitForExitAsync(Cancellation), Task.Delay(random.Next(200, 2500), Cancellation));
            collector.Kill();
        });
        await Task.Delay(random.Next(300, 3000), Cancellation);
        await server.KillAsync();
        await Task.WhenAll(clients);
        await collecting;
    }

    /// <summary>Half of the files have contents that others have too; some are replaced, and some removed.</summary>
    private async Task UploadUntilCutOffAsync(Uri address, int round, int client)
    {
        using var http = new HttpClient { BaseAddress = address };
        var random = new Random(HashCode.Combine(_seed, round, client));
        for (var number = 0; ; number++)
        {
            var path = $"{client}/{random.Next(50)}/file-{random.Next(3)}";
            var content = random.Next(2) == 0 ? ContentOf(random.Next(30)) : ContentOf(HashCode.Combine(round, client, number));
            var removes = random.Next(5) == 0;
            _unknown[path] = true;
            try
            {
                using var body = new ByteArrayContent(content);
                using var answer = removes ? await http.DeleteAsync(Files + path, Cancellation) : await http.PutAsync(Files + path, body, Cancellation);
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"seed {_seed}");
            }
            catch (HttpRequestException)
            {
                return;
            }

            if (removes)
                _stored.TryRemove(path, out _);
            else
                _stored[path] = content;
            _unknown.TryRemove(path, out _);
        }
    }

    /// <summary>Of sizes that are kept in memory until they are known, and of larger ones.</summary>
    private static byte[] ContentOf(int seed)
    {
        var random = new Random(seed);
        var content = new byte[random.Next(4096, 400_000)];
        random.NextBytes(content);
        return content;
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartWithAsync(_folder.Path, ["--artifact-dedupe"], Cancellation);

    private async Task<int> RunAsync(params string[] command)
    {
        using var process = StartLeat(command);
        await process.WaitForExitAsync(Cancellation);
        return process.ExitCode;
    }

    private Process StartLeat(params string[] command) =>
        Process.Start(new ProcessStartInfo("dotnet", [LeatExecutable.Path, .. command])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private sealed class HashComparer : IEqualityComparer<byte[]>
    {
        public static HashComparer Instance { get; } = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => BitConverter.ToInt32(obj);
    }
}
