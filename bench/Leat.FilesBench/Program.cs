using System.Diagnostics;
using System.Globalization;
using Leat.Core;
using Leat.Core.Search;
using Leat.FilesBench;
using Leat.Storage.Files;
using Leat.Storage.Sqlite;
using Leat.Transfer;
using Leat.Transfer.Stores;

// Searches of a directory of files against those of the SQLite store that it was exported from, in turns.
if (args.Length != 2 || !int.TryParse(args[1], CultureInfo.InvariantCulture, out var runs))
{
    Console.Error.WriteLine("usage: Leat.FilesBench FOLDER RUNS     for example: Leat.FilesBench /tmp/files 10000");
    return 2;
}

var folder = Path.GetFullPath(args[0]);
var (database, mlruns) = (Path.Combine(folder, $"{args[1]}.db"), Path.Combine(folder, $"mlruns-{args[1]}"));
Directory.CreateDirectory(folder);
await using var sqlite = await SqliteStore.OpenAsync(new SqliteStoreOptions { Path = database });
var experiment = await BenchRuns.MakeAsync(sqlite, runs);
if (!Directory.Exists(mlruns))
{
    await using var source = new StoreSource(await SqliteStore.OpenAsync(new SqliteStoreOptions { Path = database }), database);
    await new MlrunsExporter(source, mlruns, null, new Progress<ImportProgress>()).RunAsync();
}

foreach (var file in Directory.GetFiles(mlruns, ".leat*"))
    File.Delete(file);
var clock = Stopwatch.StartNew();
await using (var cold = await OpenAsync())
    await SearchAsync(cold, null, null);
Show("first search, index made from the files", clock);

clock.Restart();
await using var files = await OpenAsync();
await SearchAsync(files, null, null);
Show("first search after a start, index kept", clock);

Console.WriteLine();
Console.WriteLine("| search of 100 runs | SQLite store, ms | directory, ms | ratio | slowest of the directory, ms |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var (filter, order) in BenchRuns.Searches)
{
    const int turns = 41;
    var (plain, followed) = (new double[turns], new double[turns]);
    for (var turn = -5; turn < turns; turn++)
    {
        var (one, other) = (await TimeAsync(sqlite, filter, order), await TimeAsync(files, filter, order));
        if (turn >= 0)
            (plain[turn], followed[turn]) = (one, other);
    }

    var ratios = plain.Zip(followed, (one, other) => other / one).Order().ToArray();
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| `{filter ?? "all"}` by `{order}` | {plain.Order().ElementAt(turns / 2):0.0} | {followed.Order().ElementAt(turns / 2):0.0} | {ratios[turns / 2]:0.0} | {followed.Max():0.0} |"));
}

return 0;

Task<ITrackingStore> OpenAsync() => FileStore.OpenAsync(new FileStoreOptions
{
    Path = mlruns,
    OpenIndex = (path, cancel) => SqliteStore.OpenAsync(new SqliteStoreOptions { Path = path, DefaultArtifactRoot = new Uri(mlruns).AbsoluteUri }, cancel),
});

async Task<double> TimeAsync(ITrackingStore store, string? filter, string? order)
{
    var timer = Stopwatch.StartNew();
    await SearchAsync(store, filter, order);
    return timer.Elapsed.TotalMilliseconds;
}

async Task SearchAsync(ITrackingStore store, string? filter, string? order)
{
    var page = await store.Runs.SearchRunsAsync(new RunQuery
    {
        ExperimentIds = [experiment],
        Filter = RunSearch.ParseFilter(filter),
        OrderBy = RunSearch.ParseOrderBy(order is null ? null : [order]),
        MaxResults = 100,
    });
    if (page.Items.Count == 0)
        throw new InvalidOperationException("A search found nothing: there is nothing to measure.");
}

static void Show(string what, Stopwatch clock) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {clock.Elapsed.TotalSeconds:0.0} s"));
