using Microsoft.AspNetCore.Connections;

namespace Leat.Server;

/// <summary>Tells that a connection broke from what goes wrong on our side.</summary>
internal static class BrokenConnection
{
    /// <summary>Whether an exception says so. Reading a body learns of it before the request counts as aborted.</summary>
    public static bool Shows(Exception exception) => exception is ConnectionResetException or ConnectionAbortedException
        || exception is OperationCanceledException { InnerException: ConnectionAbortedException or ConnectionResetException };
}
