namespace Leat.Client;

/// <summary>Why the process is about to end.</summary>
internal enum ExitReason
{
    /// <summary>The program has ended.</summary>
    Orderly,

    /// <summary>It was asked to end, and may decide not to.</summary>
    Signal,

    /// <summary>An unhandled exception.</summary>
    Crash,
}

/// <summary>Notice that the process is about to end.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Exception">The unhandled exception; null for other reasons.</param>
internal sealed record ExitNotice(ExitReason Reason, Exception? Exception = null);
