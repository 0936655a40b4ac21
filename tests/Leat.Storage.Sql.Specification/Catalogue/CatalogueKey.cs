namespace Leat.Storage.Sql.Specification.Catalogue;

public enum KeyKind
{
    Primary,
    Unique,
    Foreign,
}

/// <summary>A key as the database has it.</summary>
public sealed record CatalogueKey(KeyKind Kind, IReadOnlyList<string> Columns, string? Parent, IReadOnlyList<string> ParentColumns)
{
    public static KeyKind KindOf(string? letter) => letter switch
    {
        "P" => KeyKind.Primary,
        "U" => KeyKind.Unique,
        "F" => KeyKind.Foreign,
        _ => throw new ArgumentOutOfRangeException(nameof(letter), letter, "Keys are of the kinds P, U and F."),
    };

    /// <summary>The key as a constraint of the table.</summary>
    public override string ToString() => Kind switch
    {
        KeyKind.Primary => $"PRIMARY KEY ({List(Columns)})",
        KeyKind.Unique => $"UNIQUE ({List(Columns)})",
        _ => $"FOREIGN KEY ({List(Columns)}) {References}",
    };

    /// <summary>The key as a constraint of its one column.</summary>
    public string OnColumn => Kind switch
    {
        KeyKind.Primary => "PRIMARY KEY",
        KeyKind.Unique => "UNIQUE",
        _ => References,
    };

    private string References => $"REFERENCES {Parent} ({List(ParentColumns)})";

    private static string List(IEnumerable<string> columns) => string.Join(", ", columns);
}
