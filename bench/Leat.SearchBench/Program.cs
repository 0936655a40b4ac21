using System.Globalization;
using Leat.SearchBench;

if (args is not [var folder, _, ..])
{
    Console.Error.WriteLine("usage: Leat.SearchBench FOLDER RUNS… [CASE]     for example: Leat.SearchBench /tmp/search 100000 1000000 LIKE");
    return 2;
}

Directory.CreateDirectory(folder);
var sizes = args[1..].TakeWhile(arg => int.TryParse(arg, CultureInfo.InvariantCulture, out _))
    .Select(size => int.Parse(size, CultureInfo.InvariantCulture)).ToList();
var wanted = string.Join(' ', args[(1 + sizes.Count)..]);
var hosts = new List<SearchHost>();
foreach (var size in sizes)
{
    var path = Path.Combine(folder, $"{size}.db");
    await SearchData.MakeAsync(path, size);
    hosts.Add(await SearchHost.StartAsync(path));
}

Console.WriteLine("| case | runs | plan | by the store, ms | over HTTP, ms | its statements by the driver, ms | SQL by hand, ms | HTTP / its statements | HTTP / that at the first size |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
foreach (var searched in SearchCase.All.Where(searched => searched.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)))
{
    // Sizes take turns, so that other load on the machine affects them all alike.
    var measured = await SearchHost.MeasureAsync(hosts, searched);
    for (var i = 0; i < sizes.Count; i++)
    {
        var own = measured[i];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {searched.Name} | {sizes[i]} | {own.Plan} | {own.Median(t => t.Store):0.0} | {own.Median(t => t.Http):0.0} | {own.Median(t => t.Driver):0.0} | {own.Median(t => t.Hand):0.0} | {own.Median(t => t.Http / t.Driver):0.0} | {own.HttpAgainst(measured[0]):0.0} |"));
    }
}

foreach (var host in hosts)
    await host.DisposeAsync();
return 0;
