namespace Leat.Server;

/// <summary>How long the transfer of a file may stall.</summary>
/// <param name="Timeout">After this time it is aborted.</param>
internal sealed record TransferIdle(TimeSpan Timeout);
