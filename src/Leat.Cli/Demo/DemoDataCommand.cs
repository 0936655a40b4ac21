using System.CommandLine;
using System.Globalization;
using Leat.Cli.CommandLine;
using Leat.Cli.Serving;
using Leat.Cli.Upkeep;
using Leat.Core;

namespace Leat.Cli.Demo;

/// <summary><c>leat demo-data</c>: creates large, realistic databases.</summary>
internal sealed class DemoDataCommand : Command, IExamples
{
    private readonly Setting _runs = new("--runs", "N", "How many runs. Default: 1000");
    private readonly Setting _points = new("--points", "M", "Total number of metric points. Default: 100 per run");
    private readonly Setting _series = new("--series", "K", "Metrics per run. Default: 5");
    private readonly Setting _experiment = new("--experiment", "NAME", "The experiment to create. Default: demo");
    private readonly Setting _seed = new("--seed", "S", "The same seed creates the same runs. Default: 1");

    private readonly Setting _store = new(
        "--backend-store-uri", "URI", "Where runs are stored. Default: sqlite:///leat.db", "MLFLOW_BACKEND_STORE_URI");

    public DemoDataCommand()
        : base("demo-data", "Creates any number of runs with learning curves, to try out searches and charts.")
    {
        foreach (var option in (Option[])[_runs, _points, _series, _experiment, _seed, _store])
            Add(option);
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "leat demo-data --runs 10000",
        "leat demo-data --runs 1000000 --points 100000000 --backend-store-uri sqlite:///big.db",
    ];

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        EnvironmentFile.Apply(result);
        var reader = new SettingReader(result, Environment.GetEnvironmentVariable);
        var runs = Number(reader, _runs, 1) ?? 1_000;
        var request = new DemoRequest(
            runs, Number(reader, _points, 0) ?? runs * 100, reader.Number(_series, 1, 10_000) ?? 5, reader.Number(_seed, 0, int.MaxValue) ?? 1);
        var name = reader.Text(_experiment) ?? "demo";
        var uri = StoreUri.Parse(reader.Text(_store) ?? ServerSettings.DefaultStore);
        var console = result.InvocationConfiguration;
        using var interrupt = new Interrupt(cancellationToken);

        TimeSpan taken;
        var store = await CommandStore.OpenAsync(uri, reader, interrupt.Token);
        await using (store)
        {
            if (await store.Experiments.FindExperimentByNameAsync(name, interrupt.Token) is { } there)
            {
                throw LeatException.AlreadyExists(
                    $"Experiment '{name}' already exists (id {there.ExperimentId}): choose another name with --experiment.");
            }

            var experiment = await store.Experiments.CreateExperimentAsync(NewExperiment.Create(name), interrupt.Token);
            taken = await new DemoLoad(store, request, console.Error).RunAsync(experiment, interrupt.Token);
        }

        var size = uri.Path is { } file ? $" The database has {ByteText.Of(new FileInfo(file).Length)}." : "";
        await console.Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Created {ByteText.Count(request.Runs, "run")} with {ByteText.Count(request.Points, "point")} in experiment '{name}' in {taken.TotalSeconds:0.0} s, {request.Points / taken.TotalSeconds:N0} points/s.{size}"));
        return ExitCode.Done;
    }

    private static long? Number(SettingReader reader, Setting setting, long smallest)
    {
        if (reader.Find(setting) is not var (text, source))
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= smallest
            && number <= 1_000_000_000_000
            ? number
            : throw new UsageException($"Invalid value for {source}: '{text}' is not a whole number from {smallest} to 1000000000000.");
    }
}
