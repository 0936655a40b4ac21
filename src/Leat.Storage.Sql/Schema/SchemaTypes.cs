using System.Text.RegularExpressions;

namespace Leat.Storage.Sql.Schema;

/// <summary>What the tokens of schema steps stand for in one kind of database.</summary>
/// <remarks>
/// <list type="bullet">
/// <item><c>{identity}</c>: a number assigned by the database, never twice; the primary key.</item>
/// <item><c>{rowid}</c>: the same, for rows that are never removed.</item>
/// <item><c>{int}</c>: 64 bits. <c>{real}</c>: a double. <c>{blob}</c>: bytes.</item>
/// <item><c>{text}</c>: text of any length. <c>{key:N}</c>: text of at most N code points that may be part of a key.</item>
/// <item><c>{lookup:column}</c>: the key of an index over a long text that only has to find equal ones.</item>
/// <item><c>{prefix:column}</c>: the beginning of a long text (<see cref="PrefixLength"/>), or all of it where keys may be long, for an index
/// that keeps texts in order.</item>
/// <item><c>{head:column}</c>: a column <c>head</c> that the database fills with the beginning of a long text (<see cref="PrefixLength"/>).</item>
/// <item><c>{absent}</c>, <c>{present}</c>: between ADD COLUMN and a column, and DROP INDEX and an index, where the step may be run again.</item>
/// <item><c>{of:table}</c>: after DROP INDEX and an index, where indexes belong to tables.</item>
/// <item><c>{owner:table}</c>: a foreign key of a table that every commit writes to.</item>
/// <item><c>{clustered}</c>, <c>{heap}</c>: the end of a table whose rows are stored in its primary key, or apart from it.</item>
/// <item><c>{namekey:name}</c>: after ALTER TABLE … DROP, the key that an UNIQUE of a column <c>name</c>, or one that begins with it, has made; the
/// argument is what PostgreSQL calls it.</item>
/// <item><c>{servers}</c> before a statement: only where several servers share the database. <c>{file}</c>: only where it is a file.</item>
/// <item><c>{external}</c> before a statement: only for databases that need it in order not to compress packed bytes again.</item>
/// </list>
/// </remarks>
internal abstract partial class SchemaTypes
{
    /// <summary>How many characters of a long text an index in text order holds, if it cannot hold all of them.</summary>
    public const int PrefixLength = 64;

    /// <summary>Whether statements after a mark, <c>servers</c>, <c>file</c> or <c>external</c>, apply to this kind of database.</summary>
    public virtual bool Wants(string mark) => false;

    public abstract string Identity { get; }

    public abstract string RowId { get; }

    public abstract string Integer { get; }

    public abstract string Real { get; }

    public abstract string Text { get; }

    public abstract string Blob { get; }

    public abstract string KeyText(int length);

    public abstract string Lookup(string column);

    /// <summary>See <see cref="Syntax.SqlSyntax.HeadOf"/>.</summary>
    public virtual string Prefix(string column) => $"substr({column}, 1, {PrefixLength})";

    /// <summary>Empty where DDL is part of the transaction.</summary>
    public virtual string Absent => "IF NOT EXISTS";

    /// <summary>Empty where DDL is part of the transaction.</summary>
    public virtual string Present => Absent.Length == 0 ? "" : "IF EXISTS";

    /// <summary>The definition of a column <c>head</c>; only where there are {servers}.</summary>
    public virtual string Head(string column) => throw new NotSupportedException("The heads of texts are columns only where several servers share the database.");

    /// <summary>Empty where names of indexes are names in the schema.</summary>
    public virtual string Of(string table) => "";

    /// <summary>Only where there are {servers}.</summary>
    public virtual string NameKey(string name) => throw new NotSupportedException("Keys cannot be dropped where the database is a file.");

    public abstract string Owner(string table);

    public abstract string ClusteredTable { get; }

    public abstract string HeapTable { get; }

    /// <summary>The statements of a template.</summary>
    public IEnumerable<string> Render(string template) =>
        Comment().Replace(template, "")
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(statement => Mark().Match(statement) is not { Success: true } mark || Wants(mark.Groups[1].Value))
            .Select(statement => Finish(Token().Replace(statement, match => Render(match.Groups[1].Value, match.Groups[2].Value)).Trim()));

    /// <summary>Makes the final changes to a statement that no single token can make.</summary>
    protected virtual string Finish(string statement) => statement;

    private string Render(string token, string argument) => token switch
    {
        "servers" or "file" or "external" => "",
        "identity" => Identity,
        "rowid" => RowId,
        "int" => Integer,
        "real" => Real,
        "text" => Text,
        "blob" => Blob,
        "key" => KeyText(int.Parse(argument, System.Globalization.CultureInfo.InvariantCulture)),
        "lookup" => Lookup(argument),
        "prefix" => Prefix(argument),
        "absent" => Absent,
        "present" => Present,
        "head" => Head(argument),
        "of" => Of(argument),
        "namekey" => NameKey(argument),
        "owner" => Owner(argument),
        "clustered" => ClusteredTable,
        "heap" => HeapTable,
        _ => throw new NotSupportedException($"The schema has no token {{{token}}}."),
    };

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\{(servers|file|external)\}")]
    private static partial Regex Mark();

    [GeneratedRegex(@"\{(\w+)(?::(\w+))?\}")]
    private static partial Regex Token();
}
