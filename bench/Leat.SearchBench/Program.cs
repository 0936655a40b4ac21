using System.Globalization;
using Leat.Core;
using Leat.SearchBench;

const string Store = "--store";
const string OfTraces = "--traces";
var sizes = args.Skip(1).TakeWhile(arg => int.TryParse(arg, CultureInfo.InvariantCulture, out _))
    .Select(size => int.Parse(size, CultureInfo.InvariantCulture)).ToList();
if (sizes.Count == 0)
{
    Console.Error.WriteLine(
        "usage: Leat.SearchBench FOLDER RUNS… [--store ADDRESS]… [--traces] [CASE]     for example: "
        + "Leat.SearchBench /tmp/search 100000 1000000 --store postgresql://leat@127.0.0.1:5433/leat LIKE");
    return 2;
}

var ofTraces = args.Contains(OfTraces);
var rest = args[(1 + sizes.Count)..].Where(arg => arg != OfTraces).ToArray();
var addresses = rest.Where((_, i) => i > 0 && rest[i - 1] == Store).ToList();
var wanted = string.Join(' ', rest.Where((arg, i) => arg != Store && (i == 0 || rest[i - 1] != Store)));
Directory.CreateDirectory(args[0]);
var hosts = new List<SearchHost>();
foreach (var size in sizes)
{
    foreach (var address in addresses.Prepend($"sqlite:///{Path.GetFullPath(args[0])}/{(ofTraces ? "traces-" : "")}{size.ToString(CultureInfo.InvariantCulture)}.db"))
        hosts.Add(await SearchHost.StartAsync(StoreUri.Parse(address), size, ofTraces));
}

Console.WriteLine("| case | store | runs | plan | over HTTP, ms | its statements by the driver, ms | SQL by hand, ms | HTTP / its statements | HTTP / SQLite | HTTP / that at the first size |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
foreach (var searched in (ofTraces ? SearchCase.OfTraces : SearchCase.All).Where(searched => searched.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)))
{
    // Stores and sizes take turns, so that other load on the machine affects them all alike.
    var measured = await SearchHost.MeasureAsync(hosts, searched);
    foreach (var (host, own) in hosts.Zip(measured))
    {
        var embedded = measured[hosts.FindIndex(other => other.Runs == host.Runs)];
        var first = measured[hosts.FindIndex(other => other.Database == host.Database)];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {searched.Name} | {host.Database} | {host.Runs} | {own.Plan} | {own.Median(t => t.Http):0.0} | {own.Median(t => t.Driver):0.0} | {own.Median(t => t.Hand):0.0} | {own.Median(t => t.Http / t.Driver):0.0} | {own.HttpAgainst(embedded):0.0} | {own.HttpAgainst(first):0.0} |"));
    }
}

foreach (var host in hosts)
    await host.DisposeAsync();
return 0;
