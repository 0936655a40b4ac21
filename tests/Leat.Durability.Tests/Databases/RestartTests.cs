using System.Globalization;
using Leat.Core;
using Leat.Testing.Databases;

namespace Leat.Durability.Tests.Databases;

/// <summary>The database goes down and comes back under load: everything acknowledged is there, and nothing is there twice.</summary>
/// <remarks>LEAT_RESTARTS sets the number of restarts; 4 by default.</remarks>
public sealed class RestartTests
{
    private const int Writers = 16;

    private static readonly int Restarts =
        int.TryParse(Environment.GetEnvironmentVariable("LEAT_RESTARTS"), CultureInfo.InvariantCulture, out var count) ? count : 4;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => DatabaseServers.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_doubled(DatabaseKind kind)
    {
        await using var server = await DatabaseServers.StartNewAsync(kind);
        var database = await server.CreateDatabaseAsync(Cancel);
        await using var store = await StoreOn.OpenAsync(StoreUri.Parse(server.UriOf(database)).Database!);
        using var load = await RestartLoad.StartAsync(store, Writers, Cancel);
        for (var i = 0; i < Restarts; i++)
        {
            await load.WhenRunsAsync(load.Runs + Writers + Random.Shared.Next(3 * Writers));
            await server.RestartAsync(i % 2 == 0 ? DatabaseStop.Kill : DatabaseStop.Clean, Cancel);
        }

        await load.EndAsync();

        await load.ShouldBeInAsync(store);
        foreach (var (table, rows) in load.Rows)
            (await server.RunSqlAsync(database, $"SELECT COUNT(*) FROM {table}", Cancel)).Trim().ShouldBe($"{rows}", table);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Restarts} restarts; {string.Join(", ", load.Rows.Select(table => $"{table.Value} {table.Key}"))}");
    }
}
