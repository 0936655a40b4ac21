using Leat.Storage.Sql.Rows;

namespace Leat.Storage.Sql.Syntax;

/// <summary>The statement of a <see cref="RowWrite"/> for databases that support <c>INSERT … ON CONFLICT</c> (SQLite, PostgreSQL).</summary>
internal static class OnConflictSql
{
    /// <summary>An INSERT of one row, its values <c>@p0</c>, <c>@p1</c>, …</summary>
    /// <param name="rows">What is written.</param>
    /// <param name="least">The smaller of two expressions, NULL aside.</param>
    /// <param name="greatest">The larger of two expressions, NULL aside.</param>
    public static string InsertOne(RowWrite rows, Func<string, string, string> least, Func<string, string, string> greatest)
    {
        var values = string.Join(", ", Enumerable.Range(0, rows.Columns.Count).Select(ParameterNames.Of));
        return $"{Into(rows)} VALUES ({values}){Clause(rows, least, greatest)}";
    }

    /// <summary><c>INSERT INTO table (columns)</c>.</summary>
    public static string Into(RowWrite rows) => $"INSERT INTO {rows.Table} ({string.Join(", ", rows.Names)})";

    /// <summary>The clause after the values; empty if a conflict is to fail.</summary>
    public static string Clause(RowWrite rows, Func<string, string, string> least, Func<string, string, string> greatest) =>
        rows.Conflict switch
        {
            OnConflict.Fail => "",
            OnConflict.Keep => " ON CONFLICT DO NOTHING",
            OnConflict.Replace => $"{Meeting(rows)} {string.Join(", ", rows.Others.Select(column => $"{column} = excluded.{column}"))}",
            OnConflict.Latest => $"{Meeting(rows)} {Latest(rows.Table, least, greatest)}",
            _ => throw new NotSupportedException($"{rows.Conflict} has no SQL."),
        };

    private static string Meeting(RowWrite rows) => $" ON CONFLICT ({string.Join(", ", rows.Keys)}) DO UPDATE SET";

    /// <summary>The right-hand sides see the row before the update; on a full tie the stored point stays.</summary>
    private static string Latest(string table, Func<string, string, string> least, Func<string, string, string> greatest)
    {
        var later = $"(excluded.step, excluded.timestamp_ms, excluded.value) > ({table}.step, {table}.timestamp_ms, {table}.value)";
        string Replace(string column) => $"{column} = CASE WHEN {later} THEN excluded.{column} ELSE {table}.{column} END";
        return
            $"""
            {Replace("value")}, {Replace("is_nan")}, {Replace("step")}, {Replace("timestamp_ms")},
              min_value = {least($"{table}.min_value", "excluded.min_value")},
              max_value = {greatest($"{table}.max_value", "excluded.max_value")}
            """;
    }
}
