using System.Data.Common;
using System.Globalization;
using Leat.Core;

namespace Leat.Transfer.Mlflow;

/// <summary>Reads another program's database through its connection: one statement at a time, faults as sentences.</summary>
/// <param name="connection">An open connection.</param>
/// <param name="name">What messages call the database.</param>
/// <param name="syntax">How names are written.</param>
internal sealed class SourceReader(DbConnection connection, string name, MlflowSyntax syntax) : IAsyncDisposable
{
    /// <summary>A connection has one reader at a time, but series of long runs are read on the thread that stores them, while the next runs are
    /// read on another.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>A column in a statement.</summary>
    public string Quote(string column) => syntax.Quote(column);

    /// <summary>The columns of a table; null if there is no such table.</summary>
    /// <exception cref="LeatException">It is there and cannot be read: it must not be taken for missing, or what it holds would be left out
    /// unsaid.</exception>
    public async Task<IReadOnlySet<string>?> FindColumnsAsync(string table, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var command = CommandOf($"SELECT * FROM {table} WHERE 1 = 0", []);
            await using (command.ConfigureAwait(false))
            {
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                    return Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToHashSet(StringComparer.Ordinal);
            }
        }
        catch (DbException error) when (IsMissingTable(error))
        {
            return null;
        }
        catch (DbException error)
        {
            throw Broken(error);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Calls back for every row.</summary>
    /// <exception cref="LeatException">The database does not answer as it should.</exception>
    public async Task ReadAsync(string sql, IReadOnlyList<object?> arguments, Action<DbDataReader> onRow, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var command = CommandOf(sql, arguments);
            await using (command.ConfigureAwait(false))
            {
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                        onRow(reader);
                }
            }
        }
        catch (Exception error) when (IsOfSource(error))
        {
            throw Broken(error);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>All rows.</summary>
    public async Task<List<T>> ListAsync<T>(
        string sql, IReadOnlyList<object?> arguments, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await ReadAsync(sql, arguments, row => rows.Add(read(row)), cancellationToken).ConfigureAwait(false);
        return rows;
    }

    /// <summary>All rows by what they belong to.</summary>
    public async Task<ILookup<string, T>> LookupAsync<T>(
        string sql, IReadOnlyList<object?> arguments, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = await ListAsync(sql, arguments, row => (Owner: row.GetString(0), Row: read(row)), cancellationToken).ConfigureAwait(false);
        return rows.ToLookup(row => row.Owner, row => row.Row, StringComparer.Ordinal);
    }

    /// <summary>A number, such as a count.</summary>
    public async Task<long> NumberAsync(string sql, CancellationToken cancellationToken)
    {
        var rows = await ListAsync(
            sql, [], row => row.IsDBNull(0) ? 0 : Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
        return rows is [var number, ..] ? number : 0;
    }

    /// <summary>Reads rows while they are enumerated, on the thread of whoever does.</summary>
    public IEnumerable<T> Stream<T>(string sql, IReadOnlyList<object?> arguments, Func<DbDataReader, T> read)
    {
        _turn.Wait();
        try
        {
            using var command = CommandOf(sql, arguments);
            using var reader = Guarded(command.ExecuteReader);
            while (Guarded(reader.Read))
                yield return Guarded(() => read(reader));
        }
        finally
        {
            _turn.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        _turn.Dispose();
        return connection.DisposeAsync();
    }

    private T Guarded<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (IsOfSource(error))
        {
            throw Broken(error);
        }
    }

    private DbCommand CommandOf(string sql, IReadOnlyList<object?> arguments)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables and columns from lists of our own; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < arguments.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{i}");
            parameter.Value = arguments[i] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>What drivers throw if a database is damaged or holds values of other types than its schema says.</summary>
    private static bool IsOfSource(Exception error) =>
        error is DbException or InvalidCastException or InvalidOperationException or FormatException or OverflowException;

    /// <summary>As PostgreSQL, MySQL's family and SQLite say it; the last has no states.</summary>
    private static bool IsMissingTable(DbException error) =>
        error.SqlState is "42P01" or "42S02" || error.Message.Contains("no such table", StringComparison.Ordinal);

    private LeatException Broken(Exception error) =>
        new(ErrorCode.InvalidParameterValue, $"{char.ToUpperInvariant(name[0])}{name[1..]} cannot be read: {error.Message.TrimEnd('.')}.", error);
}
