using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Leat.Storage.Sql.Database;

namespace Leat.SearchBench;

/// <summary>A statement that the store ran.</summary>
internal sealed record RecordedStatement(string Sql, IReadOnlyList<object?> Arguments);

/// <summary>The database's client library by itself: statements prepared once, all columns of all rows read and dropped.</summary>
/// <remarks>Its connection has the settings of the store's readers.</remarks>
internal sealed partial class BareDriver : IDisposable
{
    private static readonly string[] Hydration =
    [
        "SELECT * FROM runs r WHERE r.id IN (SELECT value FROM json_each(@p0))",
        "SELECT run, name, value, is_nan, timestamp_ms, step FROM metric_latest WHERE run IN (SELECT value FROM json_each(@p0)) ORDER BY run, name",
        "SELECT run, name, value FROM params WHERE run IN (SELECT value FROM json_each(@p0)) ORDER BY run, name",
        "SELECT run, name, value FROM tags WHERE run IN (SELECT value FROM json_each(@p0)) ORDER BY run, name",
        "SELECT run, dataset FROM inputs WHERE run IN (SELECT value FROM json_each(@p0))",
        "SELECT run, model_id FROM run_models WHERE run IN (SELECT value FROM json_each(@p0))",
    ];

    private readonly DbConnection _connection;
    private readonly string _experiment;
    private readonly Dictionary<string, DbCommand> _prepared = new(StringComparer.Ordinal);

    private BareDriver(DbConnection connection, string experiment) => (_connection, _experiment) = (connection, experiment);

    /// <summary>Opens a connection to a store's database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="experiment">What <c>{experiment}</c> stands for in hand-written statements.</param>
    public static async Task<BareDriver> OpenAsync(SqlDatabase database, string experiment) =>
        new(await database.Driver.OpenReaderAsync(CancellationToken.None), experiment);

    /// <summary>Runs what the store ran.</summary>
    /// <returns>How many rows there were.</returns>
    public int Replay(IReadOnlyList<RecordedStatement> statements) => statements.Sum(statement => Run(statement));

    /// <summary>Runs a hand-written statement that yields runs, and fetches them; on SQLite only.</summary>
    /// <param name="sql"><c>{name}</c> stands for the number of a name, <c>{experiment}</c> for that of the experiment.</param>
    /// <returns>How many runs there were.</returns>
    public int ReadRuns(string sql)
    {
        var ids = new List<long>();
        Run(new RecordedStatement(Name().Replace(sql, match => NumberOf(match.Groups[1].Value)), []), reader => ids.Add(reader.GetInt64(0)));
        var keys = $"[{string.Join(',', ids)}]";
        foreach (var statement in Hydration)
            Run(new RecordedStatement(statement, [keys]));
        return ids.Count;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
            command.Dispose();
        _connection.Dispose();
    }

    private string NumberOf(string name)
    {
        if (name == "experiment")
            return _experiment;
        var number = 0L;
        Run(new RecordedStatement("SELECT id FROM names WHERE name = @p0", [name]), reader => number = reader.GetInt64(0));
        return number.ToString(CultureInfo.InvariantCulture);
    }

    private int Run(RecordedStatement statement, Action<DbDataReader>? read = null)
    {
        var rows = 0;
        using var reader = Bind(statement).ExecuteReader();
        for (; reader.Read(); rows++)
        {
            for (var i = 0; i < reader.FieldCount; i++)
                _ = reader.GetValue(i);
            read?.Invoke(reader);
        }

        return rows;
    }

    private DbCommand Bind(RecordedStatement statement)
    {
        if (!_prepared.TryGetValue(statement.Sql, out var command))
        {
            _prepared.Add(statement.Sql, command = _connection.CreateCommand());
            command.CommandText = statement.Sql;
            for (var i = 0; i < statement.Arguments.Count; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{i}";
                command.Parameters.Add(parameter);
            }
        }

        for (var i = 0; i < statement.Arguments.Count; i++)
            command.Parameters[i].Value = statement.Arguments[i] is int number ? (long)number : statement.Arguments[i] ?? DBNull.Value;
        return command;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Name();
}
