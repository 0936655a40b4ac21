using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.MySql;

/// <summary>Whether a server and its database may be used.</summary>
internal static class MySqlServerCheck
{
    /// <summary>The longest row that is written at once: a batch of 1,000 points, with room for long texts.</summary>
    private const long LeastPacket = 4 << 20;

    public static async Task CheckAsync(SqlSession session)
    {
        var version = await TextAsync(session, "SELECT VERSION()").ConfigureAwait(false);
        var flavor = MySqlFlavor.Of(version);
        if (flavor.NumberOf(version) < flavor.Least)
            throw TooOld($"The server is version {version}.");
        var packet = Convert.ToInt64(
            await session.ScalarAsync("SELECT @@max_allowed_packet").ConfigureAwait(false), CultureInfo.InvariantCulture);
        if (packet < LeastPacket)
            throw LeatException.InvalidParameter($"The server's max_allowed_packet is {packet} bytes. Leat needs {LeastPacket} or more.");
        await CheckTablesAsync(session).ConfigureAwait(false);
    }

    public static LeatException TooOld(string what, Exception? cause = null) => new(
        ErrorCode.InvalidParameterValue,
        $"{what} Leat needs MariaDB {MySqlFlavor.MariaDb.Least} or later, or MySQL {MySqlFlavor.MySql.Least} or later.",
        cause);

    public static async Task<string> TextAsync(SqlSession session, string sql) =>
        Convert.ToString(await session.ScalarAsync(sql).ConfigureAwait(false), CultureInfo.InvariantCulture) ?? "";

    private static async Task CheckTablesAsync(SqlSession session)
    {
        var tables = await session.ReadAsync(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()", [], row => row.NextText(), CancellationToken.None)
            .ConfigureAwait(false);
        var database = session.Connection.Database;
        await ForeignTables.RefuseAsync(
            tables,
            $"The database '{database}'",
            $"mysql://USER:PASSWORD@HOST/{database}",
            "database",
            $"The database '{database}' holds tables of another program. Name another database.",
            sql => session.ScalarAsync(sql)).ConfigureAwait(false);
    }
}
