using System.Data.Common;
using System.Runtime.InteropServices;
using Leat.Core;
using Microsoft.Data.Sqlite;

namespace Leat.Storage.Sqlite;

/// <content>The file: keeps it complete when programs end, and checks that it is still there when they write.</content>
internal sealed partial class SqliteDriver
{
    /// <summary>The file control that asks whether the open file is no longer the one with its name (SQLITE_FCNTL_HAS_MOVED).</summary>
    private const int HasMoved = 20;

    public override bool HasCheckpoints => true;

    /// <summary>Uses a connection of its own and queues with the writers. If readers in other programs keep the log in use, it waits one second
    /// for them and leaves the rest to whoever closes the file last.</summary>
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
            // Nothing is lost: the data stay in the log.
        }
        finally
        {
            LeaveWrite();
        }
    }

    /// <summary>One file system call: some microseconds in a transaction of milliseconds.</summary>
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
