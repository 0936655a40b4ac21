using System.Globalization;
using Leat.Storage.Sql.Connections;
using Microsoft.Data.Sqlite;

namespace Leat.Storage.Sqlite;

/// <content>Checking and compacting.</content>
internal sealed partial class SqliteDialect
{
    public override async Task<IReadOnlyList<string>> CheckAsync(SqlSession reader, bool quick)
    {
        var findings = new List<string>();
        var rows = await reader.QueryAsync(quick ? "PRAGMA quick_check(100)" : "PRAGMA integrity_check(100)", CancellationToken.None).ConfigureAwait(false);
        await using (rows.ConfigureAwait(false))
        {
            while (await rows.ReadAsync().ConfigureAwait(false))
            {
                if (rows.GetString(0) is not "ok" and var fault)
                    findings.Add($"SQLite's own check: {fault}");
            }
        }

        return findings;
    }

    public override ValueTask<long> MeasureAsync(SqlSession reader) => ValueTask.FromResult(SizeOf(file.FullPath) + SizeOf(file.FullPath + "-wal"));

    /// <summary>VACUUM rewrites the whole file and holds the writer all the while, minutes on a large one, so that it waits for a time when
    /// nobody else has the database open; that is found out by asking for it alone.</summary>
    public override async Task<string> GiveBackSpaceAsync(CancellationToken cancellationToken)
    {
        try
        {
            var alone = await OpenAsync(SqliteOpenMode.ReadWrite, cancellationToken).ConfigureAwait(false);
            await using (alone.ConfigureAwait(false))
            {
                await ExecuteAsync(alone, "PRAGMA busy_timeout = 0", cancellationToken).ConfigureAwait(false);
                alone.DefaultTimeout = 1;
                await ExecuteAsync(alone, "PRAGMA locking_mode = EXCLUSIVE", cancellationToken).ConfigureAwait(false);
                await ExecuteAsync(alone, "BEGIN IMMEDIATE; COMMIT", cancellationToken).ConfigureAwait(false);
                alone.DefaultTimeout = 0;
                // The new file is a temporary one at first: in memory, as queries want it, it took 2 GB for a file of 1.7 GB.
                await ExecuteAsync(alone, "PRAGMA temp_store = FILE", cancellationToken).ConfigureAwait(false);
                await ExecuteAsync(alone, "VACUUM", cancellationToken).ConfigureAwait(false);
                await ExecuteAsync(alone, "PRAGMA optimize = 0x10002", cancellationToken).ConfigureAwait(false);
                return "The file was rewritten without its unused pages (VACUUM).";
            }
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is Busy or Locked)
        {
            var beside = await OpenAsync(SqliteOpenMode.ReadWrite, cancellationToken).ConfigureAwait(false);
            await using (beside.ConfigureAwait(false))
            {
                await ExecuteAsync(beside, "PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken).ConfigureAwait(false);
                await ExecuteAsync(beside, "PRAGMA optimize = 0x10002", cancellationToken).ConfigureAwait(false);
            }

            return string.Create(
                CultureInfo.InvariantCulture,
                $"Another program has the database open, so that unused pages stay in the file for new data; without it they are given back (VACUUM).");
        }
    }

    private static long SizeOf(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}
