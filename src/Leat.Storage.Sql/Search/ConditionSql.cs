using Leat.Core.Search;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Search;

/// <summary>Turns the conditions of one search into SQL.</summary>
/// <param name="syntax">How the database writes it.</param>
/// <param name="names">The numbers of the names that the search mentions.</param>
/// <param name="looksUp">Whether each row's conditions are looked up one by one, so that the database's planner does not join them.</param>
internal abstract class ConditionSql(SqlSyntax syntax, SearchNames names, bool looksUp)
{
    private readonly string _apart = looksUp ? syntax.KeepApart : "";

    protected SqlSyntax Syntax => syntax;

    /// <summary>The number of a metric's, param's or tag's name; null if nothing carries it.</summary>
    public long? NameOf(SearchField field) => names[field];

    /// <summary>The condition that a row exists.</summary>
    /// <param name="from">The FROM clause with its conditions.</param>
    protected string Exists(string from) => $"EXISTS (SELECT 1 FROM {from}{_apart})";
}
