namespace Leat.Storage.Sql.Connections;

/// <summary>What a driver's error says about running the same statements again.</summary>
internal enum SqlFailure
{
    /// <summary>Nothing: the statements or their values are at fault, or the database is.</summary>
    Other,

    /// <summary>A key or reference was violated: somebody else was faster, and checks that are run again will see it.</summary>
    Conflict,

    /// <summary>A deadlock or a lost serialization: the same again will do.</summary>
    Contention,

    /// <summary>The connection is gone. If this happened in a commit, it may or may not have been done.</summary>
    ConnectionLost,
}
