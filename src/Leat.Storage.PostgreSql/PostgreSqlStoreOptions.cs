using Leat.Storage.Sql;

namespace Leat.Storage.PostgreSql;

/// <summary>Which PostgreSQL database a store uses, and with how many connections.</summary>
public sealed record PostgreSqlStoreOptions : SqlStoreOptions
{
    /// <summary>Npgsql's form: <c>Host=…;Username=…;Password=…;Database=…</c>. Tables are made in the first schema of the search path.
    /// The store keeps its own connections, so that settings of Npgsql's pool have no effect.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Connections that read, at least 1; further reads wait. Default: 8.</summary>
    public int Readers { get; init; } = 8;

    /// <summary>Connections that write, at least 1; each has the runs that fall to it. Default: one for two processors, up to 4.</summary>
    public int? Writers { get; init; }
}
