using Leat.Core;

namespace Leat.Cli.Upkeep;

/// <summary>Upkeep works on an existing store; a mistyped path must not create an empty one.</summary>
internal static class StoreFile
{
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: the SQLite file is not there.</exception>
    public static void RequireExisting(StoreUri uri)
    {
        if (uri.Kind == StoreKind.Sqlite && !File.Exists(uri.Path))
        {
            throw LeatException.DoesNotExist(
                $"There is no database '{Path.GetFullPath(uri.Path!)}': name the store with --backend-store-uri, "
                + "for example 'sqlite:////var/lib/leat/leat.db'.");
        }
    }
    /// <summary>What to know before copying the file: that part of the data lies beside it. Null if it does not.</summary>
    public static string? LogBeside(StoreUri uri)
    {
        if (uri.Kind != StoreKind.Sqlite)
            return null;
        var log = new FileInfo(Path.GetFullPath(uri.Path!) + "-wal");
        return log is { Exists: true, Length: > 0 }
            ? $"Note: {log.Name} holds {ByteText.Of(log.Length)} that may not be in {Path.GetFileName(uri.Path)} yet. While programs use the database that is "
                + "usual. Copy both files, or copy after all of them have ended; after a crash, the next program that opens the database moves it over."
            : null;
    }
}
