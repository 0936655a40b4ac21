namespace Leat.Storage.MySql;

/// <summary>What differs between MariaDB and MySQL, which speak the same protocol.</summary>
internal sealed record MySqlFlavor
{
    /// <summary>The collation under which text compares byte by byte and without padding: <c>utf8mb4_bin</c> treats 'a' and 'a ' as equal.</summary>
    public required string Collation { get; init; }

    public required string Product { get; init; }

    public required Version Least { get; init; }

    /// <summary>Settings of a session beyond those that both have.</summary>
    public required string SessionSettings { get; init; }

    public required string IsolationVariable { get; init; }

    /// <summary>Whether an INSERT may end in RETURNING.</summary>
    public required bool HasReturning { get; init; }

    /// <summary>Whether columns and indexes may be added with IF NOT EXISTS, and a foreign key may follow its column.</summary>
    public required bool HasRepeatableSchema { get; init; }

    /// <summary>MariaDB. JSON_TABLE, which carries lists of values, came with 10.6. An EXISTS is not turned into a semi-join: with hundreds of
    /// these, planning takes longer than any search.</summary>
    public static MySqlFlavor MariaDb { get; } = new()
    {
        Product = "MariaDB",
        Least = new Version(10, 6),
        Collation = "utf8mb4_nopad_bin",
        SessionSettings = "optimizer_switch = 'exists_to_in=off'",
        IsolationVariable = "tx_isolation",
        HasReturning = true,
        HasRepeatableSchema = true,
    };

    /// <summary>MySQL. The collation came with 8.0.17. Table sizes are current, not up to a day old.</summary>
    public static MySqlFlavor MySql { get; } = new()
    {
        Product = "MySQL",
        Least = new Version(8, 0, 17),
        Collation = "utf8mb4_0900_bin",
        SessionSettings = "optimizer_switch = 'semijoin=off', information_schema_stats_expiry = 0",
        IsolationVariable = "transaction_isolation",
        HasReturning = false,
        HasRepeatableSchema = false,
    };

    /// <summary>The flavor of a server, from its version: '10.11.6-MariaDB', '8.0.46-0ubuntu0.24.04.5'.</summary>
    public static MySqlFlavor Of(string version) => version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase) ? MariaDb : MySql;

    /// <summary>The number in a version. Old clients are told '5.5.5-10.11.6-MariaDB', so the number before '-MariaDB' counts.</summary>
    public Version NumberOf(string version)
    {
        var end = version.IndexOf(this == MariaDb ? "-MariaDB" : "-", StringComparison.OrdinalIgnoreCase);
        var number = end < 0 ? version : version[..end];
        return Version.TryParse(number.AsSpan(number.LastIndexOf('-') + 1), out var parsed) ? parsed : new Version(0, 0);
    }
}
