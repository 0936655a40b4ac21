namespace Leat.Core;

/// <summary>What URIs of one kind of store look like. A new kind is a new row of <see cref="All"/>; serving it takes a backend.</summary>
internal sealed record StoreScheme(StoreKind Kind, string Name)
{
    /// <summary>How the URIs begin, in lower case and without the driver that SQLAlchemy names after a plus sign.</summary>
    public required IReadOnlyList<string> Schemes { get; init; }

    /// <summary>Reads the file or directory from a URI and its scheme; null where the store is not on this disk.</summary>
    public Func<string, string, string>? PathOf { get; init; }

    /// <summary>Whether the store is a database on a server, whose password may be anywhere in the URI.</summary>
    public bool IsDatabaseServer { get; init; }

    /// <summary>How a database on a server is read from a URI; null if it is not supported yet.</summary>
    public DatabaseUriForm? Database { get; init; }

    /// <summary>A plain path, with or without a Windows drive.</summary>
    public static StoreScheme Path { get; } = new(StoreKind.Directory, "A directory of files as MLflow's file store keeps it")
    {
        Schemes = [],
        PathOf = static (uri, _) => uri,
    };

    private static IReadOnlyList<StoreScheme> All { get; } =
    [
        new(StoreKind.Sqlite, "SQLite") { Schemes = ["sqlite"], PathOf = static (uri, scheme) => SqliteUri.FileOf(uri, scheme.Length) },
        new(StoreKind.PostgreSql, "PostgreSQL")
        {
            Schemes = ["postgresql", "postgres"], IsDatabaseServer = true, Database = PostgreSqlUri.Form,
        },
        new(StoreKind.MySql, "MySQL or MariaDB") { Schemes = ["mysql", "mariadb"], IsDatabaseServer = true, Database = MySqlUri.Form },
        new(StoreKind.SqlServer, "SQL Server") { Schemes = ["mssql"], IsDatabaseServer = true },
        Path with { Schemes = ["file"], PathOf = static (uri, _) => FileUri.PathOf(uri) },
        new(StoreKind.Server, "A tracking server") { Schemes = ["http", "https"] },
    ];

    /// <summary>The row of a scheme; null if it is unknown.</summary>
    public static StoreScheme? Find(string scheme) => All.FirstOrDefault(row => row.Schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase));
}
