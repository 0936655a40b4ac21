using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Leat.SearchBench;

/// <summary>A statement that the store ran.</summary>
internal sealed record RecordedStatement(string Sql, IReadOnlyList<object?> Arguments);

/// <summary>SQLite's driver by itself: statements prepared once, all columns of all rows read and dropped.</summary>
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

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    public BareDriver(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Mode=ReadWrite;Pooling=False");
        _connection.Open();
        Run(new RecordedStatement("PRAGMA cache_size = -16384", []));
        Run(new RecordedStatement("PRAGMA temp_store = MEMORY", []));
    }

    /// <summary>Runs what the store ran.</summary>
    /// <returns>How many rows there were.</returns>
    public int Replay(IReadOnlyList<RecordedStatement> statements) => statements.Sum(statement => Run(statement));

    /// <summary>Runs a hand-written statement that yields runs, and fetches them.</summary>
    /// <param name="sql"><c>{name}</c> stands for the number of a name.</param>
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
        var number = 0L;
        Run(new RecordedStatement("SELECT id FROM names WHERE name = @p0", [name]), reader => number = reader.GetInt64(0));
        return number.ToString(CultureInfo.InvariantCulture);
    }

    private int Run(RecordedStatement statement, Action<SqliteDataReader>? read = null)
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

    private SqliteCommand Bind(RecordedStatement statement)
    {
        if (!_prepared.TryGetValue(statement.Sql, out var command))
        {
            _prepared.Add(statement.Sql, command = _connection.CreateCommand());
            command.CommandText = statement.Sql;
            for (var i = 0; i < statement.Arguments.Count; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" });
        }

        for (var i = 0; i < statement.Arguments.Count; i++)
            command.Parameters[i].Value = statement.Arguments[i] ?? DBNull.Value;
        return command;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Name();
}
