using System.Data.Common;
using Leat.Core;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Connections;

/// <summary>One connection with its prepared statements. For one caller at a time.</summary>
/// <param name="connection">Open; disposed with the session.</param>
/// <param name="syntax">How its database writes statements.</param>
/// <param name="onStatement">Called with each statement before it runs; may be null.</param>
internal sealed class SqlSession(DbConnection connection, SqlSyntax syntax, Action<string, IReadOnlyList<object?>>? onStatement = null) : IAsyncDisposable
{
    /// <summary>Searches make many different texts; past this many the oldest statements are dropped together.</summary>
    private const int MaxStatements = 256;

    /// <summary>The most texts and bytes sent in one exchange. MariaDB limits the size of packets, to at least four times this.</summary>
    private const int MaxExchange = 1 << 20;

    /// <summary>An argument of more characters or bytes is not kept with its statement.</summary>
    private const int LongArgument = 64 * 1024;

    private readonly Dictionary<string, DbCommand> _statements = new(StringComparer.Ordinal);
    private readonly Dictionary<object, IDisposable> _kept = new(ReferenceEqualityComparer.Instance);
    private DbConnection _connection = connection;

    public DbConnection Connection => _connection;

    public SqlSyntax Syntax => syntax;

    /// <summary>What the server calls this session, where its driver notes it.</summary>
    public long Number { get; set; }

    /// <summary>Ends the running statement and refuses further ones. A reader's is cancelled when nobody waits for its result any longer.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>Counts what is read; null if nothing is counted.</summary>
    public MemoryShare? Share { get; set; }

    /// <summary>Replaces a lost connection with another.</summary>
    public async ValueTask ReplaceAsync(DbConnection connection)
    {
        await DropStatementsAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
        _connection = connection;
    }

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public async ValueTask<int> ExecuteAsync(string sql, params object?[] arguments)
    {
        var changed = await Bind(sql, arguments).ExecuteNonQueryAsync(Cancellation).ConfigureAwait(false);
        DropLong(sql, arguments);
        return changed;
    }

    /// <summary>Runs a statement for one value; null when there is no row or the value is NULL.</summary>
    public async ValueTask<object?> ScalarAsync(string sql, params object?[] arguments)
    {
        var found = await Bind(sql, arguments).ExecuteScalarAsync(Cancellation).ConfigureAwait(false);
        DropLong(sql, arguments);
        return found is DBNull ? null : found;
    }

    /// <summary>Keeps other writers from changing a row until the transaction ends; does nothing where there is only one writer.</summary>
    /// <returns>False if another writer has removed the row since it was looked at.</returns>
    public async ValueTask<bool> LockRowAsync(string table, long id) =>
        syntax.LockRow(table) is not { } lockRow || await ScalarAsync(lockRow, id).ConfigureAwait(false) is not null;

    /// <summary>Runs a query and returns the results made from its rows.</summary>
    /// <param name="sql">Its text, with parameters <c>@p0</c>, <c>@p1</c>, …</param>
    /// <param name="arguments">Their values.</param>
    /// <param name="read">Takes the columns of a row, in the order of the SELECT list.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async ValueTask<List<T>> ReadAsync<T>(string sql, object?[] arguments, Func<SqlRow, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        var reader = await QueryAsync(sql, cancellationToken, arguments).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var row = new SqlRow(reader, Share);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                rows.Add(read(row.Begin()));
        }

        DropLong(sql, arguments);
        return rows;
    }

    /// <summary>Runs a query, a row at a time, and returns how many there were.</summary>
    /// <param name="sql">Its text, with parameters <c>@p0</c>, <c>@p1</c>, …</param>
    /// <param name="arguments">Their values.</param>
    /// <param name="onRow">Takes the columns of a row, in the order of the SELECT list.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async ValueTask<int> ReadEachAsync(string sql, object?[] arguments, Action<SqlRow> onRow, CancellationToken cancellationToken)
    {
        var reader = await QueryAsync(sql, cancellationToken, arguments).ConfigureAwait(false);
        int count;
        await using (reader.ConfigureAwait(false))
            count = await ReadResultAsync(reader, onRow, cancellationToken).ConfigureAwait(false);
        DropLong(sql, arguments);
        return count;
    }

    /// <summary>Runs a query until its rows are no longer wanted, and returns whether all were read.</summary>
    /// <param name="sql">Its text, with parameters <c>@p0</c>, <c>@p1</c>, …</param>
    /// <param name="arguments">Their values.</param>
    /// <param name="onRow">Takes the columns of a row, in the order of the SELECT list, and says whether to go on.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async ValueTask<bool> ReadWhileAsync(string sql, object?[] arguments, Func<SqlRow, bool> onRow, CancellationToken cancellationToken)
    {
        var reader = await QueryAsync(sql, cancellationToken, arguments).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var row = new SqlRow(reader, Share);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (!onRow(row.Begin()))
                    return false;
            }
        }

        DropLong(sql, arguments);
        return true;
    }

    /// <summary>Runs a query. The reader must be disposed before the same text is run again.</summary>
    public async ValueTask<DbDataReader> QueryAsync(string sql, CancellationToken cancellationToken, params object?[] arguments) =>
        await Bind(sql, arguments).ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Runs statements in their order, in one round trip where the driver can; the first that fails ends it.</summary>
    public async ValueTask RunAllAsync(IReadOnlyList<SqlStatement> statements)
    {
        for (var next = 0; next < statements.Count;)
        {
            var count = _connection.CanCreateBatch ? FitOneExchange(statements, next) : 1;
            if (count == 1)
                await RunAsync(statements[next]).ConfigureAwait(false);
            else
                await RunTogetherAsync([.. statements.Skip(next).Take(count)]).ConfigureAwait(false);
            next += count;
        }
    }

    /// <summary>Returns an object that a driver keeps with a connection, created at its first use and disposed before the connection.</summary>
    public T Keep<T>(object key, Func<DbConnection, T> make)
        where T : IDisposable
    {
        if (!_kept.TryGetValue(key, out var kept))
            _kept.Add(key, kept = make(_connection));
        return (T)kept;
    }

    public async ValueTask DisposeAsync()
    {
        await DropStatementsAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask RunAsync(SqlStatement statement)
    {
        if (statement.OnRow is { } onRow)
            await ReadEachAsync(statement.Sql, statement.Arguments, onRow, CancellationToken.None).ConfigureAwait(false);
        else
            await ExecuteAsync(statement.Sql, statement.Arguments).ConfigureAwait(false);
    }

    private async ValueTask<int> ReadResultAsync(DbDataReader reader, Action<SqlRow> onRow, CancellationToken cancellationToken)
    {
        var row = new SqlRow(reader, Share);
        var count = 0;
        for (; await reader.ReadAsync(cancellationToken).ConfigureAwait(false); count++)
            onRow(row.Begin());
        return count;
    }

    private async ValueTask RunTogetherAsync(SqlStatement[] statements)
    {
        var batch = _connection.CreateBatch();
        await using (batch.ConfigureAwait(false))
        {
            foreach (var statement in statements)
                Add(batch, statement);
            var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                // Drivers pass over statements that yield no rows.
                foreach (var onRow in statements.Select(statement => statement.OnRow).OfType<Action<SqlRow>>())
                {
                    await ReadResultAsync(reader, onRow, CancellationToken.None).ConfigureAwait(false);
                    await reader.NextResultAsync().ConfigureAwait(false);
                }

                // A later statement's failure shows only when its result is asked for.
                while (await reader.NextResultAsync().ConfigureAwait(false))
                {
                }
            }
        }
    }

    private static void Add(DbBatch batch, SqlStatement statement)
    {
        var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // As in Prepare.
        command.CommandText = statement.Sql;
#pragma warning restore CA2100
        for (var i = 0; i < statement.Arguments.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = ParameterNames.Of(i);
            parameter.Value = AsStored(statement.Arguments[i]);
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
    }

    /// <summary>How many of the remaining statements go into the next exchange, at least one.</summary>
    private static int FitOneExchange(IReadOnlyList<SqlStatement> statements, int first)
    {
        long size = 0;
        var next = first;
        do
            size += statements[next++].Arguments.Sum(SizeOf);
        while (next < statements.Count && size + statements[next].Arguments.Sum(SizeOf) <= MaxExchange);
        return next - first;
    }

    private static long SizeOf(object? argument) => argument switch
    {
        string text => text.Length,
        byte[] bytes => bytes.Length,
        _ => sizeof(long),
    };

    private DbCommand Bind(string sql, object?[] arguments)
    {
        onStatement?.Invoke(sql, arguments);
        if (!_statements.TryGetValue(sql, out var command))
            command = Prepare(sql, arguments.Length);
        for (var i = 0; i < arguments.Length; i++)
            command.Parameters[i].Value = AsStored(arguments[i]);
        return command;
    }

    /// <summary>Integers are always sent as 64 bits, so that a statement is prepared only once.</summary>
    private static object AsStored(object? argument) => argument switch
    {
        null => DBNull.Value,
        int number => (long)number,
        _ => argument,
    };

    /// <summary>Drops a statement whose arguments are long: it would hold them, and its driver copies of them, until it is run again.</summary>
    private void DropLong(string sql, object?[] arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument is string { Length: > LongArgument } or byte[] { Length: > LongArgument })
            {
                _statements.Remove(sql, out var command);
                command?.Dispose();
                return;
            }
        }
    }

    private DbCommand Prepare(string sql, int parameterCount)
    {
        if (_statements.Count >= MaxStatements)
        {
            foreach (var old in _statements.Values)
                old.Dispose();
            _statements.Clear();
        }

        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Every text is made here from constants, closed lists and parameter names, never from input.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < parameterCount; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = ParameterNames.Of(i);
            command.Parameters.Add(parameter);
        }

        return _statements[sql] = command;
    }

    private async ValueTask DropStatementsAsync()
    {
        foreach (var kept in _kept.Values)
            kept.Dispose();
        _kept.Clear();
        foreach (var command in _statements.Values)
            await command.DisposeAsync().ConfigureAwait(false);
        _statements.Clear();
    }
}
