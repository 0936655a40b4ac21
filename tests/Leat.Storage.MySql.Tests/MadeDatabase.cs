using System.Globalization;
using System.Text;
using Leat.Testing.Databases;
using MySqlConnector;

namespace Leat.Storage.MySql.Tests;

/// <summary>The statements that make a database as an opened store leaves it, read off one that a store has made. A new one takes one round trip and
/// a third of the time: each index that is made by a statement of its own copies a table.</summary>
internal sealed class MadeDatabase
{
    private readonly string _statements;

    private MadeDatabase(string statements) => _statements = statements;

    /// <summary>Makes one the slow way and reads it off.</summary>
    public static async Task<MadeDatabase> ReadAsync(DatabaseServer server, CancellationToken cancellationToken)
    {
        var name = await server.CreateDatabaseAsync(cancellationToken);
        var address = MySqlFixture.ConnectionString(server, name);

        var options = new MySqlStoreOptions { ConnectionString = address, TimeProvider = new LongAgo() };
        await (await MySqlStore.OpenAsync(options, cancellationToken)).DisposeAsync();
        await using var connection = new MySqlConnection(address + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        // The experiment with the number 0 keeps it.
        var text = new StringBuilder("SET FOREIGN_KEY_CHECKS = 0;\nSET sql_mode = CONCAT(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO');\n");
        var tables = await ColumnAsync("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name", 0);
        foreach (var table in tables)
        {
            var made = await ColumnAsync($"SHOW CREATE TABLE `{table}`", 1);
            text.Append(made[0]).Append(";\n").Append(CultureInfo.InvariantCulture, $"INSERT INTO `{table}` SELECT * FROM `{name}`.`{table}`;\n");
        }

        return new MadeDatabase(text.Append("SET FOREIGN_KEY_CHECKS = 1;").ToString());

        async Task<List<string>> ColumnAsync(string sql, int column)
        {
            await using var command = new MySqlCommand(sql, connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var values = new List<string>();
            while (await reader.ReadAsync(cancellationToken))
                values.Add(reader.GetString(column));
            return values;
        }
    }

    /// <summary>Fills an empty database.</summary>
    public async Task MakeAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(connectionString + ";Pooling=false;Allow User Variables=true");
        await connection.OpenAsync(cancellationToken);
        await using var command = new MySqlCommand(_statements, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The default experiment is older than all that tests make.</summary>
    private sealed class LongAgo : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(30);
    }
}
