using Leat.Conformance.Tests.Playing;
using Leat.Testing.Databases;
using Leat.Testing.Servers;

namespace Leat.Conformance.Tests;

/// <summary>The recorded scenarios against real server processes whose stores are database servers: clients see no difference.</summary>
public sealed class DatabaseScenarioTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => DatabaseServers.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Answers_are_as_recorded_whatever_the_database(DatabaseKind kind)
    {
        await using var database = await DatabaseServers.StartNewAsync(kind);
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(
            folder.Path, database.UriOf(await database.CreateDatabaseAsync(Cancel)), Cancel);

        await ConcurrentPlay.ShouldHoldAsync(server.Address, Cancel);
    }
}
