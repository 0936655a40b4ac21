namespace Leat.Core;

/// <summary>A database as an operator sees it. Opening it changes nothing, so that it can be looked at before it is upgraded, and when
/// it is damaged. Safe while servers use the same database.</summary>
public interface IDatabaseUpkeep : IAsyncDisposable
{
    /// <summary>Which schema the database has and which it should have.</summary>
    Task<SchemaState> GetSchemaAsync(CancellationToken cancellationToken = default);

    /// <summary>Runs the steps that are missing.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidState"/>: the database is newer than this program.</exception>
    Task UpgradeAsync(CancellationToken cancellationToken = default);

    /// <summary>Looks for damage: the database's own checks, and whether everything Leat stores agrees with itself. Streams, in flat memory.
    /// </summary>
    /// <param name="quick">Leaves out what reads all data: metric blocks stay packed.</param>
    /// <param name="progress">Told how many runs have been looked at.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A sentence for each thing that is wrong; none if all is well.</returns>
    IAsyncEnumerable<string> CheckAsync(bool quick, IProgress<long>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Seals all tails, merges metric blocks that late points have broken up, and gives unused space back where the database
    /// can do so without keeping others waiting.</summary>
    Task<CompactReport> CompactAsync(CancellationToken cancellationToken = default);
}

/// <summary>Which schema a database has.</summary>
/// <param name="Found">The version it has; 0 for an empty one.</param>
/// <param name="Known">The version that this program works with.</param>
/// <param name="Missing">What each missing step does, in order.</param>
public sealed record SchemaState(int Found, int Known, IReadOnlyList<string> Missing);

/// <summary>What compacting has done.</summary>
/// <param name="BytesBefore">Size of the database.</param>
/// <param name="BytesAfter">Size of the database.</param>
/// <param name="SealedRuns">Runs whose tail was sealed.</param>
/// <param name="MergedSeries">Series whose blocks were merged.</param>
/// <param name="Note">What was done, or could not be done, with unused space.</param>
public sealed record CompactReport(long BytesBefore, long BytesAfter, long SealedRuns, long MergedSeries, string Note);
