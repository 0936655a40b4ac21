using Leat.Artifacts;
using Leat.Cli.Tests.Processes;
using Leat.Storage.Sqlite;
using Leat.Testing.Servers;

namespace Leat.Cli.Tests.Tracked;

/// <summary>A store with one experiment, <c>vision/classify</c>, whose files lie in the same folder, and commands on it in this process.</summary>
public sealed class TrackedStore : IAsyncLifetime
{
    public const string Experiment = "vision/classify";

    private readonly TemporaryFolder _folder = new();

    public string Uri => $"sqlite:///{_folder.File("leat.db")}";

    public async ValueTask InitializeAsync()
    {
        await (await SqliteStore.OpenAsync(new SqliteStoreOptions { Path = _folder.File("leat.db") })).DisposeAsync();
        (await LeatAsync("experiments", "create", Experiment, "-l", _folder.File("files"))).ExitCode.ShouldBe(0);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    public string File(string name) => _folder.File(name);

    internal Task<LeatProcess.Result> LeatAsync(params string[] args) =>
        LeatInProcess.RunAsync(new ArtifactSchemes(), [.. args, "--tracking-uri", Uri]);

    /// <summary>What a command that succeeds prints.</summary>
    public async Task<string> OutputOfAsync(params string[] args)
    {
        var result = await LeatAsync(args);
        result.ExitCode.ShouldBe(0, result.Stderr);
        return result.Stdout;
    }

    /// <summary>What a command that fails says.</summary>
    public async Task<string> ErrorOfAsync(params string[] args)
    {
        var result = await LeatAsync(args);
        result.ExitCode.ShouldNotBe(0, result.Stdout);
        result.Stdout.ShouldBeEmpty();
        return result.Stderr;
    }

    /// <summary>Makes a run and returns its id.</summary>
    public async Task<string> RunAsync(string name, params string[] logged)
    {
        var lines = await OutputOfAsync("runs", "create", "-x", Experiment, "--run-name", name, "--output", "plain");
        var id = lines.Split('\n').Single(line => line.StartsWith("run_id\t", StringComparison.Ordinal)).Split('\t')[1];
        if (logged.Length > 0)
            await OutputOfAsync(["runs", "log", id, .. logged]);
        return id;
    }
}
