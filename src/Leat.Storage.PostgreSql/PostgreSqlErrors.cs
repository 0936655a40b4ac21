using System.Data.Common;
using System.Security.Authentication;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Npgsql;

namespace Leat.Storage.PostgreSql;

/// <summary>What Npgsql's errors mean.</summary>
internal static class PostgreSqlErrors
{
    public static SqlFailure Classify(DbException exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } => SqlFailure.Contention,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation } => SqlFailure.Conflict,
        PostgresException { SqlState: ['0', '8', ..] or ['5', '7', 'P', ..] } => SqlFailure.ConnectionLost,
        PostgresException => SqlFailure.Other,
        NpgsqlException => SqlFailure.ConnectionLost,
        _ => SqlFailure.Other,
    };

    public static LeatException Translate(DbException exception) => exception switch
    {
        PostgresException { SqlState: ['2', '8', ..] } refused => new LeatException(
            ErrorCode.PermissionDenied, $"PostgreSQL refuses the connection: {refused.MessageText}.", exception),
        PostgresException { SqlState: ['3', 'D', ..] } missing => LeatException.InvalidParameter(
            $"PostgreSQL has no such database: {missing.MessageText}. Make it with CREATE DATABASE, or name another."),
        PostgresException { SqlState: ['4', '2', '5', '0', '1'] } denied => new LeatException(
            ErrorCode.PermissionDenied, $"PostgreSQL does not let this user do what Leat needs: {denied.MessageText}.", exception),
        PostgresException { SqlState: ['2', '5', '0', '0', '6'] } => new LeatException(
            ErrorCode.InvalidState, "The PostgreSQL server is a standby and cannot be written. Name its primary.", exception),
        PostgresException { SqlState: ['5', '3', ..] } full => new LeatException(
            ErrorCode.ResourceExhausted, $"PostgreSQL has run out of something: {full.MessageText}. Nothing was stored.", exception),
        _ when Classify(exception) is SqlFailure.Contention or SqlFailure.Conflict => new LeatException(
            ErrorCode.TemporarilyUnavailable, "Others write the same things all the time. Nothing was stored; try again.", exception),
        NpgsqlException { InnerException: AuthenticationException untrusted } => new LeatException(
            ErrorCode.TemporarilyUnavailable, $"No TLS connection to the PostgreSQL server can be made: {untrusted.Message.TrimEnd('.')}.", exception),
        NpgsqlException when exception.Message.StartsWith("SSL connection requested", StringComparison.Ordinal) => new LeatException(
            ErrorCode.TemporarilyUnavailable,
            "The PostgreSQL server offers no TLS, which the settings require. Turn it on there, or set sslmode=prefer.",
            exception),
        _ when Classify(exception) == SqlFailure.ConnectionLost => new LeatException(
            ErrorCode.TemporarilyUnavailable, "The PostgreSQL server cannot be reached. Try again.", exception),
        _ => new LeatException(ErrorCode.InternalError, "The database refused the request. Nothing was stored.", exception),
    };
}
