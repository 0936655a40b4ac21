namespace Leat.Client.Tests.EndToEnd;

public sealed class ServerTests(KestrelInProcess server) : ClientSpecification(server), IClassFixture<KestrelInProcess>;

public sealed class FilesTests(FilesInProcess directory) : ClientSpecification(directory), IClassFixture<FilesInProcess>;

public sealed class SqliteTests(SqliteInProcess database)
    : ClientSpecification(database), IClassFixture<SqliteInProcess>, IDisposable
{
    private readonly TemporaryDirectory _artifacts = new();

    /// <summary>The default is below the current directory, where tests must not write.</summary>
    protected override string? ArtifactLocation() => _artifacts.File(Guid.NewGuid().ToString("N"));

    public void Dispose() => _artifacts.Dispose();
}
