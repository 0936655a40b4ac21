using System.Data.Common;

namespace Leat.Storage.Sql.Connections;

/// <summary>Opens connections to databases.</summary>
internal static class ConnectionOpening
{
    /// <summary>Opens a connection and runs the statements that set it up; closes it if that fails.</summary>
    /// <param name="connection">Not open yet.</param>
    /// <param name="settings">The statements, constant texts, for the opened connection.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<DbConnection> OpenAsync<T>(
        T connection, Func<T, IEnumerable<string>> settings, CancellationToken cancellationToken)
        where T : DbConnection
    {
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            foreach (var setting in settings(connection))
            {
                var command = connection.CreateCommand();
                await using (command.ConfigureAwait(false))
                {
#pragma warning disable CA2100 // Constant texts of the drivers.
                    command.CommandText = setting;
#pragma warning restore CA2100
                    await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
