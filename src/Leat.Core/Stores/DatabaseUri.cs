namespace Leat.Core;

/// <summary>A database on a server, as named by a URI in SQLAlchemy's form: where it is, who logs in, and the settings after the
/// question mark, which <c>docs/databases.md</c> lists.</summary>
/// <remarks>Text forms leave the password out.</remarks>
public sealed record DatabaseUri
{
    /// <summary>The kind of database server.</summary>
    public required StoreKind Kind { get; init; }

    /// <summary>Name or address of the server, an IPv6 address without brackets; <c>localhost</c> if none was given.</summary>
    public string Host { get; init; } = "localhost";

    /// <summary>1 to 65,535; the kind's own port if none was given.</summary>
    public required int Port { get; init; }

    /// <summary>Further servers of the same database; the one that accepts writes is used.</summary>
    public IReadOnlyList<DatabasePlace> OtherHosts { get; init; } = [];

    /// <summary>Absolute path of the Unix socket (MariaDB, MySQL) or of its folder (PostgreSQL), which is then used instead of
    /// <see cref="Host"/>; null for a connection over the network.</summary>
    public string? UnixSocket { get; init; }

    /// <summary>Who logs in; null leaves it to the driver.</summary>
    public string? User { get; init; }

    /// <summary>Null if none was given.</summary>
    public string? Password { get; init; }

    /// <summary>The database's name, never empty.</summary>
    public required string Database { get; init; }

    /// <summary>How much the connection is protected; null leaves it to the driver, which encrypts if the server supports it.</summary>
    public DatabaseTls? Tls { get; init; }

    /// <summary>File with the certificates of trusted authorities (PEM); null for the system's.</summary>
    public string? TlsAuthorities { get; init; }

    /// <summary>File with our own certificate (PEM).</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>File with the key of <see cref="TlsCertificate"/> (PEM).</summary>
    public string? TlsKey { get; init; }

    /// <summary>Password of <see cref="TlsKey"/>.</summary>
    public string? TlsKeyPassword { get; init; }

    /// <summary>Settings passed to the database's driver under its own names; Leat does not interpret them.</summary>
    public IReadOnlyDictionary<string, string> DriverSettings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Sentences about the settings that have no effect.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How long making a connection may take, in seconds; null leaves it to the driver (15 s).</summary>
    public int? ConnectTimeoutS { get; init; }

    /// <summary>How long a statement may take, in seconds; null leaves it to the store.</summary>
    public int? StatementTimeoutS { get; init; }

    /// <summary>The name shown in the database's own lists of connections; <c>leat</c> if nothing was given.</summary>
    public string ApplicationName { get; init; } = "leat";

    /// <summary>Whether connections lead to a pooler that gives each transaction another session of the database.</summary>
    public bool IsPooled { get; init; }

    /// <summary>How many connections write, 1 to 32; null leaves it to the store.</summary>
    public int? Writers { get; init; }

    /// <summary>How many connections read, 1 to 256; null leaves it to the store.</summary>
    public int? Readers { get; init; }

    /// <summary>What messages call the database: <c>leat@db.example.com:5432/runs</c>.</summary>
    public override string ToString()
    {
        var place = UnixSocket ?? (Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}");
        return SecretText.HideAssigned($"{(User is null ? "" : User + "@")}{place}/{Database}");
    }
}
