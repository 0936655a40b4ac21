using System.Diagnostics.CodeAnalysis;
using Leat.Core;

namespace Leat.Storage.Sql;

/// <summary>Which database on a server a store uses, and with how many connections.</summary>
public abstract record ServerStoreOptions : SqlStoreOptions
{
    private protected ServerStoreOptions()
    {
    }

    /// <summary>The settings from a URI, and those that a program has for every store.</summary>
    [SetsRequiredMembers]
    private protected ServerStoreOptions(DatabaseUri uri, SqlStoreOptions options, string connectionString)
        : base(options)
    {
        ConnectionString = connectionString;
        Readers = uri.Readers ?? Readers;
        Writers = uri.Writers;
    }

    /// <summary>The settings in the form of the client library, which may hold a password. The store keeps its own connections, so the library's
    /// pool settings have no effect.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Connections that read, at least 1; further reads wait. Default: 8.</summary>
    public int Readers { get; init; } = 8;

    /// <summary>Connections that write, at least 1; each serves its own share of the runs. Default: one per two processors, up to 4.</summary>
    public int? Writers { get; init; }
}
