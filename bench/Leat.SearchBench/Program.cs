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
var first = new Dictionary<string, double>();
foreach (var size in sizes)
{
    var path = Path.Combine(folder, $"{size}.db");
    await SearchData.MakeAsync(path, size);
    await using var bench = await SearchHost.StartAsync(path);
    foreach (var searched in SearchCase.All)
    {
        var times = await bench.MeasureAsync(searched);
        first.TryAdd(searched.Name, times.Http);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {searched.Name} | {size} | {times.Plan} | {times.Store:0.0} | {times.Http:0.0} | {times.Driver:0.0} | {times.Http / times.Driver:0.0} | {times.Http / first[searched.Name]:0.0} |"));
    }
}

return 0;
