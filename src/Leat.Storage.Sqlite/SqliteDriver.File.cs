using System.Data.Common;
using System.Runtime.InteropServices;
using Leat.Core;
using Microsoft.Data.Sqlite;

namespace Leat.Storage.Sqlite;

/// <content>The file: that it is whole when programs end, and that it is still there when they write.</content>
internal sealed partial class SqliteDriver
{
    /// <summary>SQLite's question whether the file that it has open is no longer the one of that name (SQLITE_FCNTL_HAS_MOVED).</summary>
    private const int HasMoved = 20;

    public override bool HasCheckpoints => true;

    /// <summary>On a connection of its own, in line with the writers. Readers of other programs may keep the log in use: then it waits a
    /// second for them and leaves the rest to whoever closes the file last.</summary>
    public override async Task CheckpointAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(file.FullPath))
            return;
        EnterWrite();
        try
        {
            var session = await OpenSessionAsync(cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                await session.ExecuteAsync("PRAGMA busy_timeout = 1000").ConfigureAwait(false);
                await session.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)").ConfigureAwait(false);
            }
        }
        catch (SqliteException exception) when (SqliteErrors.IsBusy(exception))
        {
            // Nothing is lost: it stays in the log.
        }
        finally
        {
            LeaveWrite();
        }
    }

    /// <summary>One look at the file system, some microseconds in a transaction of milliseconds.</summary>
    public override void RequireInPlace(DbConnection writer)
    {
        var moved = 0;
        var asked = FileControl(((SqliteConnection)writer).Handle!.DangerousGetHandle(), "main", HasMoved, ref moved);
        if (asked == 0 && moved != 0)
        {
            throw new LeatException(
                ErrorCode.TemporarilyUnavailable,
                $"The database file '{file.FullPath}' was moved, deleted or replaced while it was in use. Nothing is written any more, since it "
                + "would be lost. Put the file back with its -wal and -shm files, or restart to go on with what is there now.");
        }
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int FileControl(IntPtr database, string schema, int operation, ref int argument);
}
