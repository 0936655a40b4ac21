using Leat.Core;
using Leat.Storage.Sql.Connections;
using Microsoft.Data.Sqlite;

namespace Leat.Storage.Sqlite;

/// <summary>The database file: whether it may be used, and how to connect to it.</summary>
/// <param name="path">Where it lies.</param>
/// <param name="permissions">Who may read it if it is created; null for its owner alone.</param>
internal sealed class SqliteFile(string path, FilePermissions? permissions = null)
{
    private const int NotADatabase = 26;

    private const string TableNames = "SELECT name FROM sqlite_master WHERE type = 'table'";

    public string FullPath { get; } = Path.GetFullPath(path);

    /// <summary>Refuses a file that is not ours before anything is written to it.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(FullPath)!;
        if (Directory.Exists(FullPath))
            throw new LeatException(ErrorCode.InvalidParameterValue, $"'{FullPath}' is a folder. Name a file for the SQLite database.");
        if (!Directory.Exists(folder))
            throw new LeatException(ErrorCode.InvalidParameterValue, $"The folder '{folder}' for the SQLite database does not exist. Create it, or name another.");
        if (!File.Exists(FullPath) || new FileInfo(FullPath).Length == 0)
            return;
        try
        {
            var tables = (await ReadTextsAsync(TableNames, cancellationToken).ConfigureAwait(false)).OfType<string>().ToHashSet(StringComparer.Ordinal);
            await ForeignTables.RefuseAsync(
                tables,
                $"'{FullPath}'",
                $"sqlite:///{FullPath}",
                "file",
                $"'{FullPath}' is a SQLite database of another program. Name another file.",
                async sql => (await ReadTextsAsync(sql, cancellationToken).ConfigureAwait(false))[0]).ConfigureAwait(false);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == NotADatabase)
        {
            throw new LeatException(ErrorCode.InvalidParameterValue, $"The file '{FullPath}' is not a SQLite database. Name another.", exception);
        }
        catch (SqliteException exception)
        {
            throw new LeatException(
                ErrorCode.InvalidParameterValue, $"The SQLite database '{FullPath}' cannot be opened: {exception.Message}", exception);
        }
    }

    /// <summary>Creates an empty file if there is none, so that its permissions are set before it holds anything. SQLite gives the files beside
    /// it the same. If this fails, SQLite reports the cause when it opens the file.</summary>
    public void Make()
    {
        if (OperatingSystem.IsWindows() || File.Exists(FullPath))
            return;
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = (permissions ?? FilePermissions.OwnerOnly).File };
            new FileStream(FullPath, options).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    public string ConnectionString(SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = FullPath,
        Mode = mode,
        Pooling = false,
        DefaultTimeout = 60,
    }.ToString();

    private async Task<IReadOnlyList<string?>> ReadTextsAsync(string sql, CancellationToken cancellationToken)
    {
        var texts = new List<string?>();
        var connection = new SqliteConnection(ConnectionString(SqliteOpenMode.ReadOnly));
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
#pragma warning disable CA2100 // One of two constants.
                command.CommandText = sql;
#pragma warning restore CA2100
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                        texts.Add(reader.IsDBNull(0) ? null : reader.GetString(0));
                }
            }
        }

        return texts;
    }
}
