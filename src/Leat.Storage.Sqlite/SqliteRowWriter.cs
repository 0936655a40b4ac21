using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Schema;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Leat.Storage.Sqlite;

/// <summary>Writes many rows with one prepared statement, through SQLite's own calls.</summary>
/// <remarks>For each row, the driver looks up every parameter by name and creates a reader for the result, which together takes longer than
/// SQLite needs for the row.</remarks>
internal sealed class SqliteRowWriter : IDisposable
{
    /// <summary>Values of more characters or bytes are not kept until the next row.</summary>
    private const int LongValue = 64 * 1024;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly ColumnType[] _types;

    public SqliteRowWriter(SqliteConnection connection, string sql, RowWrite rows)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
        _types = [.. rows.Columns.Select(column => column.Type)];
    }

    public void Write(object?[] values)
    {
        try
        {
            for (var i = 0; i < _types.Length; i++)
                Check(Bind(i + 1, _types[i], values[i]));
            var result = raw.sqlite3_step(_statement);
            if (result != raw.SQLITE_DONE)
                Check(result);
        }
        finally
        {
            // Returns the step's error, which was thrown already.
            _ = raw.sqlite3_reset(_statement);
            if (values.Any(value => value is string { Length: > LongValue } or byte[] { Length: > LongValue }))
                _ = raw.sqlite3_clear_bindings(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int index, ColumnType type, object? value) => (type, value) switch
    {
        (_, null) => raw.sqlite3_bind_null(_statement, index),
        (ColumnType.Integer, _) => raw.sqlite3_bind_int64(_statement, index, (long)value),
        (ColumnType.Real, _) => raw.sqlite3_bind_double(_statement, index, (double)value),
        (ColumnType.Text, _) => raw.sqlite3_bind_text(_statement, index, (string)value),
        (ColumnType.Blob, _) => raw.sqlite3_bind_blob(_statement, index, (byte[])value),
        _ => throw new NotSupportedException($"A column of type {type} cannot be bound."),
    };

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
