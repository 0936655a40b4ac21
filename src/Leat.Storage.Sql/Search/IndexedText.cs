using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Schema;

namespace Leat.Storage.Sql.Search;

/// <summary>Long texts, of which indexes hold only the beginning.</summary>
internal static class IndexedText
{
    /// <summary>How many characters of a text lie in an index.</summary>
    private const int PrefixLength = SchemaTypes.PrefixLength;

    /// <summary>Whether an index holds all of a text, not only its beginning.</summary>
    public static bool IsWhole(string text) => text.Length < PrefixLength;

    /// <summary>The expression that an index over a column holds instead of the whole text.</summary>
    public static string Prefix(string column) => $"substr({column}, 1, {PrefixLength})";

    /// <summary>The part of a text that an index holds.</summary>
    public static string Cut(string text) => TextRules.Truncate(text, PrefixLength);

    /// <summary>Equality in the way that suits the index. A text shorter than a prefix is its own prefix, so comparing the prefix is
    /// enough.</summary>
    public static string Equal(SqlText text, string column, TextCondition condition)
    {
        if (!text.Syntax.ComparesPrefixes)
            return text.Compare(column, condition);
        if (IsWhole(condition.Value))
            return $"{Prefix(column)} = {text.Parameter(condition.Value)}";
        return $"{Prefix(column)} = {text.Parameter(Cut(condition.Value))} AND {text.Compare(column, condition)}";
    }

    /// <summary>Equality with one of some texts, in the way that suits the index.</summary>
    public static string In(SqlText text, string column, IReadOnlyList<string> values)
    {
        var whole = text.Syntax.InTexts(column, text.Parameter(text.Syntax.ListOf(values)));
        return text.Syntax.ComparesPrefixes
            ? $"{text.Syntax.InTexts(Prefix(column), text.Parameter(text.Syntax.ListOf([.. values.Select(Cut)])))} AND {whole}"
            : whole;
    }
}
