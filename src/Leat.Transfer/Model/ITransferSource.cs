using Leat.Core;

namespace Leat.Transfer;

/// <summary>What a tracking store holds, read in pieces of bounded size. Only reads; used by one caller at a time.</summary>
/// <remarks>Ids, times and texts are the source's. Faults of single things are notes; what keeps the source from being read at all is a
/// <see cref="LeatException"/>.</remarks>
public interface ITransferSource : IAsyncDisposable
{
    /// <summary>What messages call it: <c>the MLflow database 'old.db'</c>.</summary>
    string Name { get; }

    /// <summary>Whether its runs are some that were chosen, and only what belongs to these is wanted.</summary>
    bool HasChosenRuns => false;

    /// <summary>What cannot be taken from it: complete once everything has been read.</summary>
    IReadOnlyList<TransferNote> Notes { get; }

    /// <summary>Says how much there is.</summary>
    Task<SourceSize> MeasureAsync(CancellationToken cancellationToken = default);

    /// <summary>All experiments, deleted ones too. One with an empty id is only a name for what a source without experiments holds: its times are a
    /// guess.</summary>
    Task<IReadOnlyList<Experiment>> ReadExperimentsAsync(CancellationToken cancellationToken = default);

    /// <summary>All runs, deleted ones too, in pages.</summary>
    IAsyncEnumerable<IReadOnlyList<SourceRun>> ReadRunsAsync(CancellationToken cancellationToken = default);

    /// <summary>Runs with all they logged, in the order given. Series of very long runs are read from the source while they are enumerated,
    /// once and one after another.</summary>
    /// <returns>Those that are still there. If they hold more than is to be held in memory, only the first of them, one at least: whoever asked
    /// asks again for those after the last.</returns>
    Task<IReadOnlyList<BulkRun>> ReadLoggedAsync(IReadOnlyList<SourceRun> runs, CancellationToken cancellationToken = default);

    /// <summary>All logged models, deleted ones too, in pages.</summary>
    IAsyncEnumerable<IReadOnlyList<BulkModel>> ReadModelsAsync(CancellationToken cancellationToken = default);

    /// <summary>All registered models and prompts with their versions.</summary>
    IAsyncEnumerable<BulkRegisteredModel> ReadRegisteredModelsAsync(CancellationToken cancellationToken = default);

    /// <summary>The ids of all traces, in pages.</summary>
    IAsyncEnumerable<IReadOnlyList<string>> ReadTraceIdsAsync(CancellationToken cancellationToken = default);

    /// <summary>Some traces with all they have.</summary>
    Task<IReadOnlyList<SourceTrace>> ReadTracesAsync(IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default);
}
