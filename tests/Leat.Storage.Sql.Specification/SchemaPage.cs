using System.Text;
using System.Text.RegularExpressions;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Specification.Catalogue;

namespace Leat.Storage.Sql.Specification;

/// <summary>The tables of a database as SQL, for people who read: what the database says of itself, with the comments of the schema
/// steps.</summary>
internal sealed partial class SchemaPage
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, string> _comments = [];
    private readonly List<string> _order = [];

    private SchemaPage(IEnumerable<string> steps)
    {
        foreach (var step in steps)
            ReadComments(step);
    }

    public static string Write(IReadOnlyDictionary<string, CatalogueTable> tables)
    {
        var page = new SchemaPage([LeatSchema.Versions, .. LeatSchema.Steps]);
        page._text.Append($"-- The tables of schema version {LeatSchema.Steps.Count}. Written by a test, from the database's own words: see CONTRIBUTING.md.\n");
        foreach (var table in tables.Values.OrderBy(table => page._order.IndexOf(table.Name)))
            page.Append(table);
        return page._text.ToString();
    }

    private void Append(CatalogueTable table)
    {
        _text.Append('\n').Append(_comments.GetValueOrDefault(table.Name)).Append($"CREATE TABLE {table.Name} (\n");
        List<(string Sql, string? Comment)> lines =
        [
            .. table.Columns.Select(column => (Describe(table, column), _comments.GetValueOrDefault($"{table.Name}.{column.Name}"))),
            .. table.Keys.Where(key => key.Columns.Count > 1).OrderBy(key => key.Kind).Select(key => (key.ToString(), (string?)null)),
        ];
        for (var i = 0; i < lines.Count; i++)
        {
            var line = $"  {lines[i].Sql}{(i < lines.Count - 1 ? "," : "")}";
            _text.Append(lines[i].Comment is { } comment ? $"{line,-40} -- {comment}" : line).Append('\n');
        }

        _text.Append(')').Append(table.Options.Length > 0 ? " " : "").Append(table.Options).Append(";\n");
        foreach (var index in table.Indexes)
            _text.Append($"CREATE INDEX {index.Name} ON {table.Name} {index.Over};\n");
    }

    private static string Describe(CatalogueTable table, CatalogueColumn column)
    {
        var keys = table.Keys.Where(key => key.Columns.Count == 1 && key.Columns[0] == column.Name).OrderBy(key => key.Kind).Select(key => key.OnColumn);
        string?[] parts =
        [
            column.Name,
            column.Type,
            column.IsNullable || table.PrimaryKey is [var only] && only == column.Name ? null : "NOT NULL",
            column.Default is { } value ? $"DEFAULT {value}" : null,
            .. keys,
            column.Extra.Length > 0 ? column.Extra : null,
        ];
        return string.Join(' ', parts.OfType<string>());
    }

    /// <summary>Lines of comment right above a table are the table's; one behind a column is the column's.</summary>
    private void ReadComments(string step)
    {
        var (above, table) = ("", "");
        foreach (var line in step.Split('\n'))
        {
            if (line.StartsWith("--", StringComparison.Ordinal))
            {
                above += line + "\n";
                continue;
            }

            if (Table().Match(line) is { Success: true } match)
            {
                table = match.Groups[1].Value;
                if (!_order.Contains(table))
                    _order.Add(table);
                if (above.Length > 0)
                    _comments[table] = above;
            }

            if (Column().Match(line) is { Success: true } column)
                _comments[$"{table}.{column.Groups[1].Value}"] = column.Groups[2].Value;
            above = "";
        }
    }

    [GeneratedRegex(@"(?:CREATE TABLE IF NOT EXISTS|ALTER TABLE) (\w+)")]
    private static partial Regex Table();

    [GeneratedRegex(@"(?:^  |ADD COLUMN \{absent\} )(\w+) .*-- (.*)$")]
    private static partial Regex Column();
}
