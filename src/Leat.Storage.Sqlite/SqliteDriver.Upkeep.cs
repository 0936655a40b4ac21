using Leat.Storage.Sql.Connections;
using Microsoft.Data.Sqlite;

namespace Leat.Storage.Sqlite;

/// <content>Checking and compacting.</content>
internal sealed partial class SqliteDriver
{
    private const string Optimize = "PRAGMA optimize = 0x10002";

    public override async Task<IReadOnlyList<string>> CheckAsync(SqlSession reader, bool quick)
    {
        var faults = await reader.ReadAsync(
            quick ? "PRAGMA quick_check(100)" : "PRAGMA integrity_check(100)", [], row => row.NextText(), CancellationToken.None).ConfigureAwait(false);
        return [.. faults.Where(fault => fault != "ok").Select(fault => $"SQLite's own check: {fault}")];
    }

    public override ValueTask<long> MeasureAsync(SqlSession reader) => ValueTask.FromResult(SizeOf(file.FullPath) + SizeOf(file.FullPath + "-wal"));

    /// <summary>VACUUM rewrites the whole file and blocks writers throughout, for minutes if the file is large. It therefore runs only if nobody
    /// else has the database open, which is tested by requesting exclusive access.</summary>
    public override async Task<string> GiveBackSpaceAsync(CancellationToken cancellationToken)
    {
        try
        {
            var alone = await OpenSessionAsync(cancellationToken).ConfigureAwait(false);
            await using (alone.ConfigureAwait(false))
            {
                await RequireAloneAsync(alone).ConfigureAwait(false);
                // VACUUM builds the new file as a temporary one. Kept in memory, which is best for queries, it took 2 GB for a file of 1.7 GB.
                await alone.ExecuteAsync("PRAGMA temp_store = FILE").ConfigureAwait(false);
                await alone.ExecuteAsync("VACUUM").ConfigureAwait(false);
                await alone.ExecuteAsync(Optimize).ConfigureAwait(false);
                return "The file was rewritten without its unused pages (VACUUM).";
            }
        }
        catch (SqliteException exception) when (SqliteErrors.IsBusy(exception))
        {
            var beside = await OpenSessionAsync(cancellationToken).ConfigureAwait(false);
            await using (beside.ConfigureAwait(false))
            {
                await beside.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)").ConfigureAwait(false);
                await beside.ExecuteAsync(Optimize).ConfigureAwait(false);
            }

            return "Another program has the database open, so that unused pages stay in the file for new data; without it they are given back (VACUUM).";
        }
    }

    /// <summary>Requests exclusive access without waiting for anybody; the statements after that have no time limit.</summary>
    private static async Task RequireAloneAsync(SqlSession session)
    {
        var connection = (SqliteConnection)session.Connection;
        await session.ExecuteAsync("PRAGMA busy_timeout = 0").ConfigureAwait(false);
        connection.DefaultTimeout = 1;
        await session.ExecuteAsync("PRAGMA locking_mode = EXCLUSIVE").ConfigureAwait(false);
        await session.ExecuteAsync("BEGIN IMMEDIATE; COMMIT").ConfigureAwait(false);
        connection.DefaultTimeout = 0;
    }

    private async Task<SqlSession> OpenSessionAsync(CancellationToken cancellationToken) =>
        new(await OpenAsync(SqliteOpenMode.ReadWrite, cancellationToken).ConfigureAwait(false), Syntax);

    private static long SizeOf(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}
