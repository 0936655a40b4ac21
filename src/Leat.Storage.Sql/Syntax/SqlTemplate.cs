namespace Leat.Storage.Sql.Syntax;

/// <summary>A statement with a part that differs between databases. Kept in a static field: each syntax builds its text once.</summary>
internal sealed class SqlTemplate(Func<SqlSyntax, string> make)
{
    /// <summary>Makes the text; <see cref="SqlSyntax.TextOf"/> keeps it.</summary>
    public string Make(SqlSyntax syntax) => make(syntax);
}
