using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Search;

/// <summary>Long texts, of which indexes hold only the beginning.</summary>
internal static class IndexedText
{
    /// <summary>How many characters of a text lie in an index.</summary>
    private const int PrefixLength = SchemaTypes.PrefixLength;

    /// <summary>Whether an index holds all of a text, not only its beginning.</summary>
    public static bool IsWhole(string text) => text.Length < PrefixLength;

    /// <summary>The part of a text that an index holds.</summary>
    public static string Cut(string text) => TextRules.Truncate(text, PrefixLength);

    /// <summary>The value in a table of runs' texts, written so that the row is read only if the index does not hold all of the value.</summary>
    /// <param name="syntax">How the database writes it.</param>
    /// <param name="table">Params or tags.</param>
    /// <param name="alias">The table's alias in the statement.</param>
    public static string Whole(SqlSyntax syntax, string table, string alias) => syntax.IndexesWholeTexts
        ? $"{alias}.value"
        : $"(CASE WHEN CHAR_LENGTH({alias}.head) < {PrefixLength} THEN {alias}.head "
            + $"ELSE (SELECT w.value FROM {table} w WHERE w.run = {alias}.run AND w.name = {alias}.name) END)";

    /// <summary>Equality in the way that suits the index. A text shorter than a prefix is its own prefix, so comparing the prefix is
    /// enough.</summary>
    public static string Equal(SqlText text, string column, TextCondition condition)
    {
        if (text.Syntax.HeadOf(column) is not { } head)
            return text.Compare(column, condition);
        if (IsWhole(condition.Value))
            return $"{head} = {text.Parameter(condition.Value)}";
        return $"{head} = {text.Parameter(Cut(condition.Value))} AND {text.Compare(column, condition)}";
    }

    /// <summary>Equality with one of some texts, in the way that suits the index.</summary>
    public static string In(SqlText text, string column, IReadOnlyList<string> values)
    {
        var whole = text.Syntax.InTexts(column, text.Parameter(text.Syntax.ListOf(values)));
        return text.Syntax.HeadOf(column) is { } head
            ? $"{text.Syntax.InTexts(head, text.Parameter(text.Syntax.ListOf([.. values.Select(Cut)])))} AND {whole}"
            : whole;
    }
}
