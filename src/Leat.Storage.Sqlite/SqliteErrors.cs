using System.Data.Common;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Microsoft.Data.Sqlite;

namespace Leat.Storage.Sqlite;

/// <summary>What SQLite's errors mean.</summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int TooBig = 18;
    private const int Constraint = 19;

    /// <summary>Whether somebody else has locked the database.</summary>
    public static bool IsBusy(SqliteException exception) => exception.SqliteErrorCode is Busy or Locked;

    public static SqlFailure Classify(DbException exception) =>
        (exception as SqliteException)?.SqliteErrorCode == Constraint ? SqlFailure.Conflict : SqlFailure.Other;

    /// <summary>What an error means to a caller.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="path">The database file.</param>
    public static LeatException Translate(DbException exception, string path) => (exception as SqliteException)?.SqliteErrorCode switch
    {
        Busy or Locked => new LeatException(
            ErrorCode.TemporarilyUnavailable, "Another program holds the database for too long. Nothing was stored; try again.", exception),
        NoMemory => new LeatException(
            ErrorCode.TemporarilyUnavailable,
            "The database has not the memory for this, beside what it does for other requests. Nothing was stored; try again in a moment, or ask for less at a time.",
            exception),
        ReadOnly or CannotOpen => new LeatException(
            ErrorCode.PermissionDenied,
            $"The SQLite database '{path}' cannot be written. Check the permissions of the file and of its folder.",
            exception),
        Full => new LeatException(ErrorCode.ResourceExhausted, "The disk is full. Nothing was stored.", exception),
        TooBig => new LeatException(ErrorCode.InvalidParameterValue, "A value is too large for the database.", exception),
        IoError => new LeatException(ErrorCode.InternalError, "The database could not read or write its file. Nothing was stored.", exception),
        Corrupt => new LeatException(ErrorCode.DataLoss, $"The SQLite database '{path}' is damaged.", exception),
        _ => new LeatException(ErrorCode.InternalError, "The database refused the request. Nothing was stored.", exception),
    };
}
