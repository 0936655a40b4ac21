using Microsoft.AspNetCore.Connections;

namespace Leat.Server;

/// <summary>Distinguishes a broken connection from an error on our side.</summary>
internal static class BrokenConnection
{
    /// <summary>Whether an exception means a broken connection. Reading a body learns of it before the request counts as aborted.</summary>
    public static bool Shows(Exception exception) => exception is ConnectionResetException or ConnectionAbortedException
        || exception is OperationCanceledException { InnerException: ConnectionAbortedException or ConnectionResetException };
}
