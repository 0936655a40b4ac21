using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.MySql;

/// <summary>The statement of a <see cref="RowWrite"/> in a form that MariaDB and MySQL share: with <c>VALUES()</c>, since MariaDB has no row
/// alias.</summary>
internal static class MySqlUpsert
{
    /// <summary>An INSERT of a number of rows, with their values <c>@p0</c>, <c>@p1</c>, … row by row.</summary>
    public static string Insert(RowWrite rows, int count)
    {
        var width = rows.Columns.Count;
        var values = Enumerable.Range(0, count)
            .Select(row => $"({string.Join(", ", Enumerable.Range(row * width, width).Select(ParameterNames.Of))})");
        return $"INSERT INTO {rows.Table} ({string.Join(", ", rows.Names)}) VALUES {string.Join(", ", values)}{Clause(rows)}";
    }

    /// <summary>Existing rows are not kept by INSERT IGNORE, which would hide other errors too.</summary>
    private static string Clause(RowWrite rows) => rows.Conflict switch
    {
        OnConflict.Fail => "",
        OnConflict.Keep => $" ON DUPLICATE KEY UPDATE {rows.Names.First()} = {rows.Names.First()}",
        OnConflict.Replace => $" ON DUPLICATE KEY UPDATE {string.Join(", ", rows.Others.Select(column => $"{column} = VALUES({column})"))}",
        OnConflict.Latest => Latest,
        _ => throw new NotSupportedException($"{rows.Conflict} has no SQL."),
    };

    private const string Later = "(VALUES(step), VALUES(timestamp_ms), VALUES(value)) > (step, timestamp_ms, value)";

    /// <summary>Assignments run from left to right and see the results of earlier ones, so the compared columns come last, from the least to the
    /// most significant. Once one is assigned, the columns after it either decide the comparison as before or already have the values they would
    /// get.</summary>
    private const string Latest =
        $"""
         ON DUPLICATE KEY UPDATE
          is_nan = IF({Later}, VALUES(is_nan), is_nan),
          min_value = LEAST(COALESCE(min_value, VALUES(min_value)), COALESCE(VALUES(min_value), min_value)),
          max_value = GREATEST(COALESCE(max_value, VALUES(max_value)), COALESCE(VALUES(max_value), max_value)),
          value = IF({Later}, VALUES(value), value),
          timestamp_ms = IF({Later}, VALUES(timestamp_ms), timestamp_ms),
          step = IF({Later}, VALUES(step), step)
        """;
}
