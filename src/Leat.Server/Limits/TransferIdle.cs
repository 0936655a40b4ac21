namespace Leat.Server;

/// <summary>How long the transfer of a file may stand still.</summary>
/// <param name="Timeout">Then it is given up.</param>
internal sealed record TransferIdle(TimeSpan Timeout);
