using System.Text.RegularExpressions;

namespace Leat.Storage.Sql.Schema;

/// <summary>Reads from the steps of a schema which tables they make. A line of a step holds one column, one key, or the beginning of a
/// table.</summary>
internal static partial class SchemaReader
{
    /// <summary>The tables after some steps, by name, in the order in which they are made.</summary>
    public static Dictionary<string, SchemaTable> Read(IEnumerable<string> steps)
    {
        var tables = new Dictionary<string, SchemaTable>(StringComparer.Ordinal);
        SchemaTable? table = null;
        foreach (var line in steps.SelectMany(step => step.Split('\n')))
        {
            if (Table().Match(line) is { Success: true } begin)
                table = new SchemaTable(begin.Groups["name"].Value, [], [], []);
            else if (AddedColumn().Match(line) is { Success: true } added)
                table = WithColumn(tables[added.Groups["table"].Value], Column().Match("  " + added.Groups["column"].Value));
            else if (NewKey().Match(line) is { Success: true } newKey)
                table = tables[newKey.Groups["table"].Value] with { Key = newKey.Groups["columns"].Value.Split(", ") };
            else if (Column().Match(line) is { Success: true } column)
                table = WithColumn(table!, column);
            else if (Key().Match(line) is { Success: true } key)
                table = WithKey(table!, key);
            else
                continue;
            tables[table.Name] = table;
        }

        return tables;
    }

    private static SchemaTable WithColumn(SchemaTable table, Match match)
    {
        var name = match.Groups["name"].Value;
        var column = match.Groups["type"].Value switch
        {
            "identity" or "rowid" => new SchemaColumn(name, ColumnType.Integer, IsGiven: true, IsLong: false),
            "int" => new SchemaColumn(name, ColumnType.Integer, IsGiven: false, IsLong: false),
            "real" => new SchemaColumn(name, ColumnType.Real, IsGiven: false, IsLong: false),
            "blob" => new SchemaColumn(name, ColumnType.Blob, IsGiven: false, IsLong: true),
            "text" => new SchemaColumn(name, ColumnType.Text, IsGiven: false, IsLong: true),
            "key" => new SchemaColumn(name, ColumnType.Text, IsGiven: false, IsLong: false),
            var type => throw new NotSupportedException($"The column {table.Name}.{name} has the type {type}, which is not known."),
        };
        return table with
        {
            Columns = [.. table.Columns, column],
            Key = table.Key.Count == 0 && match.Groups["unique"].Success ? [name] : table.Key,
            References = match.Groups["parent"].Success ? [.. table.References, new([name], match.Groups["parent"].Value, ["id"])] : table.References,
        };
    }

    private static SchemaTable WithKey(SchemaTable table, Match match)
    {
        var columns = match.Groups["columns"].Value.Split(", ");
        return match.Groups["kind"].Value switch
        {
            "PRIMARY" => table with { Key = columns },
            "FOREIGN" => table with { References = [.. table.References, new(columns, match.Groups["parent"].Value, match.Groups["others"].Value.Split(", "))] },
            _ => table.Key.Count == 0 ? table with { Key = columns } : table,
        };
    }

    [GeneratedRegex(@"CREATE TABLE IF NOT EXISTS (?<name>\w+) \($")]
    private static partial Regex Table();

    [GeneratedRegex(@"^ALTER TABLE (?<table>\w+) ADD COLUMN \{absent\} (?<column>.*)$")]
    private static partial Regex AddedColumn();

    /// <summary>A key by which rows are written from then on.</summary>
    [GeneratedRegex(@"^\{servers\} ALTER TABLE (?<table>\w+) ADD CONSTRAINT \w+ UNIQUE \((?<columns>[\w, ]+)\)")]
    private static partial Regex NewKey();

    [GeneratedRegex(@"^  (?<name>\w+) \{(?<type>\w+)(:\d+)?\}( NOT NULL)?(?<unique> UNIQUE)?( REFERENCES (?<parent>\w+) \(id\)| \{owner:(?<parent>\w+)\})?")]
    private static partial Regex Column();

    [GeneratedRegex(@"^  (?<kind>PRIMARY|UNIQUE|FOREIGN)( KEY)? \((?<columns>[\w, ]+)\)( REFERENCES (?<parent>\w+) \((?<others>[\w, ]+)\))?")]
    private static partial Regex Key();
}
