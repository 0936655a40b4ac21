using Microsoft.Data.Sqlite;

namespace Leat.Durability.Tests.Kill;

/// <summary>Inspects a database that no server has open.</summary>
internal static class DatabaseFile
{
    public static async Task ShouldBeSoundAsync(string path, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        (await command.ExecuteScalarAsync(cancellationToken)).ShouldBe("ok");
    }
}
