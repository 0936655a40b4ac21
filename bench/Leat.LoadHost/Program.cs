using Leat.LoadHost;

if (args is not [var store, ..] || store.StartsWith('-'))
{
    Console.Error.WriteLine("usage: Leat.LoadHost STORE-URI [PORT]     for example: Leat.LoadHost sqlite:////tmp/load.db 5000");
    return 2;
}

await using var host = await LoadServer.StartAsync(store, args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 0);
Console.WriteLine($"Listening on {host.Address}");
await host.WaitForShutdownAsync();
return 0;
