using System.Collections.Concurrent;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.MySql;

/// <summary>The syntax of MariaDB or MySQL.</summary>
internal sealed class MySqlSyntax(MySqlFlavor flavor) : SqlSyntax
{
    private readonly ConcurrentDictionary<(RowWrite Rows, int Count), string> _inserts = new();

    public MySqlFlavor Flavor => flavor;

    public override SchemaTypes Types { get; } = new MySqlTypes(flavor);

    public override string FindSchema => "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'leat_schema'";

    /// <summary>Indexes over texts that have no column <c>head</c> hold <c>name(64)</c>, which comparisons of the text use.</summary>
    public override string? HeadOf(string column) => column is "r.name" or "s.name" or "s.type" ? null : base.HeadOf(column);

    /// <summary>Seen in EXPLAIN: "Using filesort" of everything, as soon as the order has more columns than the index.</summary>
    public override bool SortsPiecewise => false;

    public override string OrderedJoin => "STRAIGHT_JOIN";

    /// <summary>The statement that writes a number of rows, with their values <c>@p0</c>, <c>@p1</c>, … row by row.</summary>
    public string InsertOf(RowWrite rows, int count) => _inserts.GetOrAdd((rows, count), static key => MySqlUpsert.Insert(key.Rows, key.Count));

    public override string LockRow(string table, string columns = "id") => $"SELECT {columns} FROM {table} WHERE id = @p0 FOR UPDATE";

    public override string AsText(string number) => $"CAST({number} AS CHAR) COLLATE {flavor.Collation}";

    /// <summary>These databases skip equal entries of an index by themselves ("Using index for group-by" in EXPLAIN).</summary>
    public override string DistinctNames(string table, string experiment) =>
        $"SELECT DISTINCT x.name FROM {table} x WHERE x.experiment = {experiment}";

    public override string InList(string column, string parameter) =>
        $"{column} IN (SELECT j.v FROM JSON_TABLE({parameter}, '$[*]' COLUMNS (v BIGINT PATH '$')) j)";

    public override string InTexts(string column, string parameter) =>
        $"{column} IN (SELECT j.v FROM JSON_TABLE({parameter}, '$[*]' COLUMNS (v LONGTEXT CHARACTER SET utf8mb4 COLLATE {flavor.Collation} PATH '$')) j)";

    /// <summary>The search language has no escape character: the bar is declared as one here, so bars are doubled. LOWER and the other
    /// collations fold all of Unicode, so ASCII alone is folded letter by letter.</summary>
    public override string Like(string column, string pattern, bool ignoreCase, Func<object?, string> parameter)
    {
        var escaped = pattern.Replace("|", "||", StringComparison.Ordinal);
        if (ignoreCase)
            escaped = string.Concat(escaped.Select(c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c));
        return $"{(ignoreCase ? FoldAscii(column) : column)} LIKE {parameter(escaped)} ESCAPE '|'";
    }

    protected override string MakeInsert(RowWrite rows) => MySqlUpsert.Insert(rows, 1);

    private static string FoldAscii(string column)
    {
        var folded = column;
        for (var letter = 'A'; letter <= 'Z'; letter++)
            folded = $"REPLACE({folded}, '{letter}', '{char.ToLowerInvariant(letter)}')";
        return folded;
    }
}
