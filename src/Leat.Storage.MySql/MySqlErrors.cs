using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using MySqlConnector;

namespace Leat.Storage.MySql;

/// <summary>What the driver's errors mean.</summary>
internal static class MySqlErrors
{
    private const int ConnectionKilled = 1927;
    private const int ServerGone = 2006;
    private const int ServerLost = 2013;

    public static SqlFailure Classify(DbException exception) => exception is not MySqlException error
        ? SqlFailure.Other
        : error.ErrorCode switch
        {
            MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout => SqlFailure.Contention,
            MySqlErrorCode.DuplicateKeyEntry or MySqlErrorCode.DuplicateEntryWithKeyName or MySqlErrorCode.NoReferencedRow
                or MySqlErrorCode.NoReferencedRow2 or MySqlErrorCode.RowIsReferenced or MySqlErrorCode.RowIsReferenced2 => SqlFailure.Conflict,
            MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.ServerShutdown or MySqlErrorCode.NormalShutdown
                or MySqlErrorCode.ConnectionCountError or (MySqlErrorCode)ConnectionKilled
                or (MySqlErrorCode)ServerGone or (MySqlErrorCode)ServerLost => SqlFailure.ConnectionLost,
            _ when HasLostConnection(error) => SqlFailure.ConnectionLost,
            _ => SqlFailure.Other,
        };

    public static LeatException Translate(DbException exception) => (exception as MySqlException)?.ErrorCode switch
    {
        MySqlErrorCode.AccessDenied => new LeatException(
            ErrorCode.PermissionDenied, "The database refuses the login: check the user and the password in the store URI.", exception),
        MySqlErrorCode.UnknownCollation => MySqlServerCheck.TooOld("The server does not know the collation that text is to have.", exception),
        MySqlErrorCode.DatabaseAccessDenied => new LeatException(
            ErrorCode.PermissionDenied, "The server does not let this user into the database: GRANT ALL on it, or name another.", exception),
        MySqlErrorCode.UnknownDatabase => new LeatException(
            ErrorCode.InvalidParameterValue, "There is no such database: make it with CREATE DATABASE, or name another.", exception),
        MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied => new LeatException(
            ErrorCode.PermissionDenied, "The database does not let this user do what Leat needs: GRANT ALL on the database.", exception),
        MySqlErrorCode.OptionPreventsStatement => new LeatException(
            ErrorCode.InvalidState, "The database server is read-only: name its primary.", exception),
        MySqlErrorCode.PacketTooLarge => new LeatException(
            ErrorCode.InvalidParameterValue, "A value is too large for the database: raise the server's max_allowed_packet.", exception),
        MySqlErrorCode.DiskFull or MySqlErrorCode.RecordFileFull => new LeatException(
            ErrorCode.ResourceExhausted, "The database's disk is full. Nothing was stored.", exception),
        MySqlErrorCode.UnableToConnectToHost when exception.Message == "Server does not support SSL" => new LeatException(
            ErrorCode.TemporarilyUnavailable,
            "The database server offers no TLS, which the settings require. Turn it on there, or set sslmode=prefer.",
            exception),
        MySqlErrorCode.UnableToConnectToHost when exception.InnerException is AuthenticationException untrusted => new LeatException(
            ErrorCode.TemporarilyUnavailable, $"No TLS connection to the database server can be made: {untrusted.Message.TrimEnd('.')}.", exception),
        _ => Classify(exception) switch
        {
            SqlFailure.ConnectionLost => new LeatException(
                ErrorCode.TemporarilyUnavailable, "The database server cannot be reached. Try again.", exception),
            SqlFailure.Contention or SqlFailure.Conflict => new LeatException(
                ErrorCode.TemporarilyUnavailable, "Others write the same things all the time. Nothing was stored; try again.", exception),
            _ => new LeatException(ErrorCode.InternalError, "The database refused the request. Nothing was stored.", exception),
        },
    };

    /// <summary>The driver has no error number for broken connections.</summary>
    private static bool HasLostConnection(MySqlException error)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is IOException or SocketException)
                return true;
        }

        return error.ErrorCode == MySqlErrorCode.None;
    }
}
