namespace Leat.Testing.Databases;

/// <summary>How to stop a database server.</summary>
public enum DatabaseStop
{
    /// <summary>Like the system's service manager: connections are closed, data is written.</summary>
    Clean,

    /// <summary>SIGKILL: the next start has to recover from the log.</summary>
    Kill,
}
