// Writes the description of the server's API, without starting one. The build runs it: the page is made from what it writes, and is itself a
// part of the command line, which could therefore not write it.
// usage: Leat.Description FILE
using Leat.Artifacts;
using Leat.Server;
using Leat.Storage.Sqlite;

if (args is not [var file])
{
    await Console.Error.WriteLineAsync("usage: Leat.Description FILE");
    return 2;
}

var folder = Directory.CreateTempSubdirectory("leat-");
try
{
    byte[] description;
    await using (var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Path = Path.Combine(folder.FullName, "leat.db") }))
    await using (var artifacts = new ArtifactRepositoryProvider(new ArtifactRepositoryProviderOptions { ServeDestination = folder.FullName }))
        description = await LeatServer.DescribeApiAsync(new LeatServerOptions(), store, artifacts);
    if (!File.Exists(file) || !(await File.ReadAllBytesAsync(file)).SequenceEqual(description))
        await File.WriteAllBytesAsync(file, description);
}
finally
{
    folder.Delete(recursive: true);
}

return 0;
