namespace Leat.Client;

/// <summary>Why the process is about to go.</summary>
internal enum ExitReason
{
    /// <summary>The program has ended.</summary>
    Orderly,

    /// <summary>Somebody asked it to; it may decide otherwise.</summary>
    Signal,

    /// <summary>An exception that nobody handles.</summary>
    Crash,
}

/// <summary>That the process is about to go.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Exception">The exception that nobody handles; null for other reasons.</param>
internal sealed record ExitNotice(ExitReason Reason, Exception? Exception = null);
