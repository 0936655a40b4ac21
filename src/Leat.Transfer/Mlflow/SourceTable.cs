using System.Data.Common;
using System.Globalization;

namespace Leat.Transfer.Mlflow;

/// <summary>A table of another program's database, of which older schemas may lack columns.</summary>
/// <param name="name">Its name.</param>
/// <param name="columns">The columns that it has.</param>
/// <param name="reader">Knows how columns are written.</param>
internal sealed class SourceTable(string name, IReadOnlySet<string> columns, SourceReader reader)
{
    public string Name => name;

    public bool Has(string column) => columns.Contains(column);

    /// <summary>A column in a statement, NULL where the schema lacks it.</summary>
    public string Column(string column) => columns.Contains(column) ? reader.Quote(column) : "NULL";

    /// <summary>A list of columns to select.</summary>
    public string List(params IEnumerable<string> names) => string.Join(", ", names.Select(Column));

    /// <summary>A truth in a statement as 0 or 1, whatever the database's type for it.</summary>
    public string Flag(string column) => columns.Contains(column) ? $"CASE WHEN {reader.Quote(column)} THEN 1 ELSE 0 END" : "0";

    /// <summary>A condition on the workspace that a server without workspaces shows.</summary>
    public string InDefaultWorkspace => columns.Contains("workspace") ? $"{reader.Quote("workspace")} = 'default'" : "1 = 1";
}

/// <summary>Reads values that may be missing.</summary>
internal static class SourceRow
{
    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? Integer(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <summary>A number as text, as ids of experiments are written outside of the database.</summary>
    public static string Id(this DbDataReader row, int column) => row.GetInt64(column).ToString(CultureInfo.InvariantCulture);
}
