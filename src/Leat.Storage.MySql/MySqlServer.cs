using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.MySql;

/// <summary>Whether a server and its database may be used.</summary>
internal static class MySqlServer
{
    /// <summary>The longest row that is written at once: a batch of 1,000 points, with room for long texts.</summary>
    private const long LeastPacket = 4 << 20;

    /// <summary>JSON_TABLE, which carries lists of values.</summary>
    private static readonly Version Least = new(10, 6);

    public static async Task CheckAsync(SqlSession session)
    {
        var version = await TextAsync(session, "SELECT VERSION()").ConfigureAwait(false);
        if (!version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase) || NumberOf(version) < Least)
            throw LeatException.InvalidParameter($"The server is version {version}. Leat needs MariaDB {Least} or later; MySQL is not supported yet.");
        var packet = Convert.ToInt64(
            await session.ScalarAsync("SELECT @@max_allowed_packet").ConfigureAwait(false), CultureInfo.InvariantCulture);
        if (packet < LeastPacket)
            throw LeatException.InvalidParameter($"The server's max_allowed_packet is {packet} bytes. Leat needs {LeastPacket} or more.");
        await CheckTablesAsync(session).ConfigureAwait(false);
    }

    public static async Task<string> TextAsync(SqlSession session, string sql) =>
        Convert.ToString(await session.ScalarAsync(sql).ConfigureAwait(false), CultureInfo.InvariantCulture) ?? "";

    private static async Task CheckTablesAsync(SqlSession session)
    {
        var tables = new List<string>();
        var reader = await session.QueryAsync(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()", CancellationToken.None).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync().ConfigureAwait(false))
                tables.Add(reader.GetString(0));
        }

        if (tables.Count == 0 || tables.Contains("leat_schema"))
            return;
        var database = session.Connection.Database;
        throw LeatException.InvalidParameter(
            tables.Contains("alembic_version") && tables.Contains("experiments") && tables.Contains("runs")
                ? $"The MariaDB database '{database}' is an MLflow database. Leat does not open it in place but imports it, which 'leat import' "
                    + "will do; until then, name another database and keep this one."
                : $"The MariaDB database '{database}' holds tables of another program. Name another database.");
    }

    /// <summary>'5.5.5-10.11.6-MariaDB' is what old clients are told; the number before '-MariaDB' counts.</summary>
    private static Version NumberOf(string version)
    {
        var end = version.IndexOf("-MariaDB", StringComparison.OrdinalIgnoreCase);
        var number = version[..end];
        return Version.TryParse(number[(number.LastIndexOf('-') + 1)..], out var parsed) ? parsed : new Version(0, 0);
    }
}
