using System.Globalization;
using Leat.SearchBench;

if (args is not [var folder, _, ..])
{
    Console.Error.WriteLine("usage: Leat.SearchBench FOLDER RUNS…     for example: Leat.SearchBench /tmp/search 100000 1000000");
    return 2;
}

Directory.CreateDirectory(folder);
var sizes = args[1..].Select(size => int.Parse(size, CultureInfo.InvariantCulture)).ToList();
Console.WriteLine("| case | runs | plan | found by the store, ms | over HTTP, ms | bare driver, ms | HTTP / driver | HTTP / that at the first size |");
Console.WriteLine("|---|---|---|---|---|---|---|---|");
var hosts = new List<SearchHost>();
foreach (var size in sizes)
{
    var path = Path.Combine(folder, $"{size}.db");
    await SearchData.MakeAsync(path, size);
    hosts.Add(await SearchHost.StartAsync(path));
}

foreach (var searched in SearchCase.All)
{
    // Sizes take turns, so that what else the machine does weighs on all alike.
    var times = await SearchHost.MeasureAsync(hosts, searched);
    for (var i = 0; i < sizes.Count; i++)
    {
        var time = times[i];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {searched.Name} | {sizes[i]} | {time.Plan} | {time.Store:0.0} | {time.Http:0.0} | {time.Driver:0.0} | {time.Http / time.Driver:0.0} | {time.Http / times[0].Http:0.0} |"));
    }
}

foreach (var host in hosts)
    await host.DisposeAsync();
return 0;
