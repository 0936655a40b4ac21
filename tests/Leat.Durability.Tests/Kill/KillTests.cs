using System.Globalization;
using Leat.Durability.Tests.Api;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.Kill;

/// <summary>An acknowledged write survives SIGKILL, whatever the server was doing.</summary>
public sealed class KillTests : IDisposable
{
    private const int UsualKills = 10;

    /// <summary>Overrides the number of kills, for a long run.</summary>
    private const string KillsVariable = "LEAT_KILLS";
    private const int Clients = 6;
    private const int MostWritesBeforeAKill = 600;
    private readonly TemporaryFolder _folder = new();
    private readonly Random _random;
    private readonly int _seed = Seed.Draw();
    private readonly List<Write> _writes = [];
    private int _doneWithoutAnswer;

    public KillTests() => _random = new Random(_seed);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int Kills =>
        int.TryParse(Environment.GetEnvironmentVariable(KillsVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : UsualKills;

    [Fact(Timeout = 1_700_000)]
    public async Task Every_acknowledged_write_survives_kills_in_the_middle_of_load()
    {
        await KillAsync(Kills, $"sqlite:///{_folder.File("leat.db")}", keepsHalves: false);
        await DatabaseFile.ShouldBeSoundAsync(_folder.File("leat.db"), Cancellation);
    }

    /// <summary>In a directory of files, a batch that a kill cuts off may be there in part, as in MLflow's file store.</summary>
    [Fact(Timeout = 1_700_000)]
    public async Task Every_acknowledged_write_to_a_directory_of_files_survives_kills()
    {
        var mlruns = _folder.File("mlruns");
        await KillAsync(Math.Max(3, Kills / 3), mlruns, keepsHalves: true);

        // All that was shown is in the files, and these are whole: an index that is made from them alone shows the same.
        foreach (var file in Directory.GetFiles(mlruns, ".leat*"))
            File.Delete(file);
        await using var server = await ServerProcess.StartAsync(_folder.Path, mlruns, Cancellation);
        await CheckAsync(server, "k", _writes, keepsHalves: true);
        foreach (var meta in Directory.GetFiles(mlruns, "meta.yaml", SearchOption.AllDirectories))
            (await File.ReadAllTextAsync(meta, Cancellation)).ShouldEndWith("\n");
        foreach (var metric in Directory.GetDirectories(mlruns, "metrics", SearchOption.AllDirectories).SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)))
            (await File.ReadAllTextAsync(metric, Cancellation)).ShouldEndWith("\n");
    }

    public void Dispose() => _folder.Dispose();

    private async Task KillAsync(int kills, string store, bool keepsHalves)
    {
        var server = await ServerProcess.StartAsync(_folder.Path, store, Cancellation);
        try
        {
            for (var round = 0; round < kills; round++)
            {
                var prefix = string.Create(CultureInfo.InvariantCulture, $"k{round}-");
                var ledger = await LoadUntilKilledAsync(server, prefix);
                await server.DisposeAsync();
                server = await ServerProcess.StartAsync(_folder.Path, store, Cancellation);
                await CheckAsync(server, prefix, ledger.Writes, keepsHalves);
                ledger.Faults.ShouldBeEmpty(Context(prefix));
                _writes.AddRange(ledger.Writes);
            }

            await CheckAsync(server, "k", _writes, keepsHalves);
        }
        finally
        {
            await server.DisposeAsync();
        }

        Report(kills);
    }

    /// <summary>Kills the server after a random number of acknowledged writes, while other clients' writes are in progress.</summary>
    private async Task<Ledger> LoadUntilKilledAsync(ServerProcess server, string prefix)
    {
        var ledger = new Ledger();
        var shared = await CreateSharedRunAsync(server, ledger, prefix);
        var killAt = _random.Next(1, MostWritesBeforeAKill);
        var moment = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ledger.Reaching(killAt, moment.SetResult);
        var clients = Enumerable.Range(0, Clients).Select(i => Task.Run(async () =>
        {
            using var client = new LoadClient(
                server.Address, ledger, new Random(_seed + killAt + i), $"{prefix}c{i}", shared);
            await client.WriteUntilCutOffAsync(Cancellation);
        })).ToList();
        await Task.WhenAny(moment.Task, Task.WhenAll(clients));
        moment.Task.IsCompleted.ShouldBeTrue($"the clients were cut off before the kill; {Context(prefix)}\n{server.Output}");
        await server.KillAsync();
        await Task.WhenAll(clients);
        return ledger;
    }

    private static async Task<KnownRun> CreateSharedRunAsync(ServerProcess server, Ledger ledger, string prefix)
    {
        using var api = new TrackingApi(server.Address);
        var (experiment, name) = (prefix + "shared", prefix + "run");
        var write = ledger.Sending(Fact.Experiment(experiment), Fact.Run(experiment, name));
        var experimentId = await api.CreateExperimentAsync(experiment, Cancellation);
        var run = new KnownRun(await api.CreateRunAsync(experimentId, name, Cancellation), name);
        ledger.Acknowledge(write);
        return run;
    }

    private async Task CheckAsync(ServerProcess server, string prefix, IReadOnlyCollection<Write> writes, bool keepsHalves)
    {
        using var api = new TrackingApi(server.Address);
        var state = await ServerState.ReadAsync(api, prefix, Cancellation);
        var faults = RecoveryCheck.FindFaults(writes, state.Facts, keepsHalves).Concat(state.Contradictions).ToList();
        faults.Take(20).ShouldBeEmpty($"{Context(prefix)}: {faults.Count} faults");
        var present = state.Facts.ToHashSet();
        _doneWithoutAnswer = writes.Count(write => !write.Acknowledged && write.Facts.All(present.Contains));
    }

    private void Report(int kills)
    {
        var acknowledged = _writes.Where(write => write.Acknowledged).ToList();
        acknowledged.Count.ShouldBeGreaterThan(kills * 2);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{kills} kills, {acknowledged.Count} acknowledged requests with {acknowledged.Sum(write => write.Facts.Count)} "
            + $"things written, {_writes.Count - acknowledged.Count} requests cut off, {_doneWithoutAnswer} of which had been done");
    }

    private string Context(string prefix) => $"round {prefix}, LEAT_TEST_SEED={_seed}";
}
