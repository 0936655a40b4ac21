using System.Globalization;
using System.Text.RegularExpressions;
using Leat.Storage.Sql.Schema;

namespace Leat.Storage.MySql;

/// <summary>MariaDB's and MySQL's names for the schema's types.</summary>
internal sealed partial class MySqlTypes(MySqlFlavor flavor) : SchemaTypes
{
    public override bool Wants(string mark) => mark == "servers";

    public override string Identity => "BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY";

    public override string RowId => Identity;

    public override string Integer => "BIGINT";

    public override string Real => "DOUBLE";

    public override string Text => "LONGTEXT";

    public override string Blob => "LONGBLOB";

    /// <summary>Every table is stored in its primary key.</summary>
    public override string ClusteredTable => HeapTable;

    public override string HeapTable => $"ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE {flavor.Collation}";

    public override string KeyText(int length) => string.Create(CultureInfo.InvariantCulture, $"VARCHAR({length})");

    /// <summary>A prefix, since entries must stay under 3 KB. Rows found by it are compared in full.</summary>
    public override string Lookup(string column) => $"({column}(255))";

    /// <summary>The rest of a text, which the index does not hold, is read from the row.</summary>
    public override string Prefix(string column) => string.Create(CultureInfo.InvariantCulture, $"{column}({PrefixLength})");

    /// <summary>Where there is no such clause, <see cref="MySqlDriver.RunSchemaAsync"/> accepts a column that exists already.</summary>
    public override string Absent => flavor.HasRepeatableSchema ? base.Absent : "";

    public override string Present => flavor.HasRepeatableSchema ? base.Present : "";

    public override string Head(string column) =>
        string.Create(CultureInfo.InvariantCulture, $"head {KeyText(PrefixLength)} GENERATED ALWAYS AS (LEFT({column}, {PrefixLength})) STORED");

    public override string Of(string table) => $"ON {table}";

    /// <summary>A key without a name of its own is called by its first column.</summary>
    public override string NameKey(string name) => $"INDEX {Present} name";

    /// <summary>No foreign key: each insert would lock the run's row, and so conflict with every other change to the run.</summary>
    public override string Owner(string table) => "";

    /// <summary>MySQL before version 9 parses a foreign key after its column but ignores it, so it is moved to the end of the table.</summary>
    protected override string Finish(string statement)
    {
        if (flavor.HasRepeatableSchema)
            return statement;
        var keys = string.Concat(ColumnReference().Matches(statement)
            .Select(match => $",\n  FOREIGN KEY ({match.Groups["column"].Value}) REFERENCES {match.Groups["parent"].Value}"));
        return ColumnReference().Replace(statement, match => " " + match.Groups["type"].Value)
            .Replace(") ENGINE", $"{keys}) ENGINE", StringComparison.Ordinal)
            .Replace("CREATE INDEX IF NOT EXISTS", "CREATE INDEX", StringComparison.Ordinal);
    }

    /// <summary>A foreign key in the line of its column. One over several columns does not match: its words are followed by a parenthesis.</summary>
    [GeneratedRegex(@"(?<=^\s*(?<column>[a-z_]+)) (?<type>[A-Z ]+) REFERENCES (?<parent>\w+ \(\w+\))", RegexOptions.Multiline)]
    private static partial Regex ColumnReference();
}
