namespace Leat.Testing.Databases;

/// <summary>How a database server is made to stop.</summary>
public enum DatabaseStop
{
    /// <summary>As the system's service manager does: connections are closed, data is written.</summary>
    Clean,

    /// <summary>SIGKILL: the next start has to recover from the log.</summary>
    Kill,
}
