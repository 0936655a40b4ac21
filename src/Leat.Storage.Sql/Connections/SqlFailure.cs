namespace Leat.Storage.Sql.Connections;

/// <summary>What a driver's error says about whether a retry can succeed.</summary>
internal enum SqlFailure
{
    /// <summary>Nothing: the fault lies in the statements, their values or the database.</summary>
    Other,

    /// <summary>A key or reference was violated: another writer was faster, and checks will see that when they are run again.</summary>
    Conflict,

    /// <summary>A deadlock or a serialization failure: running the same again will do.</summary>
    Contention,

    /// <summary>The connection is lost. If this happened during a commit, it may or may not have taken effect.</summary>
    ConnectionLost,
}
