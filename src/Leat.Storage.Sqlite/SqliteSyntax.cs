using System.Text;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sqlite;

/// <summary>SQLite's syntax.</summary>
internal sealed class SqliteSyntax : SqlSyntax
{
    public override SchemaTypes Types { get; } = new SqliteTypes();

    public override string FindSchema => "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'leat_schema'";

    public override bool IndexesWholeTexts => true;

    public override string? HeadOf(string column) => null;

    /// <summary>SQLite does not reorder a CROSS JOIN.</summary>
    public override string OrderedJoin => "CROSS JOIN";

    public override string Unindexed(string column) => "+" + column;

    public override string InList(string column, string parameter) => $"{column} IN (SELECT value FROM json_each({parameter}))";

    /// <summary>GLOB is SQLite's case-sensitive match; its LIKE folds ASCII letters, which is what ILIKE promises.</summary>
    public override string Like(string column, string pattern, bool ignoreCase, Func<object?, string> parameter)
    {
        if (pattern.Length > SqliteLike.MaxOwnLength)
            return $"{(ignoreCase ? SqliteLike.ILike : SqliteLike.Like)}({column}, {parameter(pattern)})";
        return ignoreCase ? $"{column} LIKE {parameter(pattern)}" : $"{column} GLOB {parameter(ToGlob(pattern))}";
    }

    private static string ToGlob(string pattern)
    {
        var glob = new StringBuilder(pattern.Length + 8);
        foreach (var c in pattern)
        {
            _ = c switch
            {
                '%' => glob.Append('*'),
                '_' => glob.Append('?'),
                '*' or '?' or '[' => glob.Append('[').Append(c).Append(']'),
                _ => glob.Append(c),
            };
        }

        return glob.ToString();
    }

    /// <summary>SQLite's MIN and MAX of two values are NULL if either is.</summary>
    protected override string MakeInsert(RowWrite rows) => OnConflictSql.InsertOne(
        rows,
        least: static (a, b) => $"COALESCE(MIN({a}, {b}), {a}, {b})",
        greatest: static (a, b) => $"COALESCE(MAX({a}, {b}), {a}, {b})");
}
