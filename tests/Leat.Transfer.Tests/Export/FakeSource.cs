using System.Runtime.CompilerServices;
using Leat.Core;

namespace Leat.Transfer.Tests.Export;

/// <summary>A source of given things, which no store would take.</summary>
internal sealed class FakeSource : ITransferSource
{
    public IReadOnlyList<Experiment> Experiments { get; init; } = [];

    public IReadOnlyList<BulkRun> Runs { get; init; } = [];

    public IReadOnlyList<BulkModel> Models { get; init; } = [];

    public IReadOnlyList<BulkRegisteredModel> Registered { get; init; } = [];

    public IReadOnlyList<SourceTrace> Traces { get; init; } = [];

    /// <summary>Thrown when the models are read.</summary>
    public Exception? Fault { get; init; }

    public string Name => "things";

    public IReadOnlyList<TransferNote> Notes => [];

    public Task<SourceSize> MeasureAsync(CancellationToken cancellationToken = default) => Task.FromResult(new SourceSize(Experiments.Count, Runs.Count, null));

    public Task<IReadOnlyList<Experiment>> ReadExperimentsAsync(CancellationToken cancellationToken = default) => Task.FromResult(Experiments);

    public async IAsyncEnumerable<IReadOnlyList<SourceRun>> ReadRunsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        yield return [.. Runs.Select(run => new SourceRun(run.Info, run.DeletedTimeMs, null))];
    }

    public Task<IReadOnlyList<BulkRun>> ReadLoggedAsync(IReadOnlyList<SourceRun> runs, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<BulkRun>>([.. runs.Select(head => Runs.Single(run => run.Info.RunId == head.Info.RunId))]);

    public async IAsyncEnumerable<IReadOnlyList<BulkModel>> ReadModelsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        yield return Fault is null ? Models : throw Fault;
    }

    public async IAsyncEnumerable<BulkRegisteredModel> ReadRegisteredModelsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var model in Registered)
            yield return model;
    }

    public async IAsyncEnumerable<IReadOnlyList<string>> ReadTraceIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        yield return [.. Traces.Select(trace => trace.Trace.Info.TraceId)];
    }

    public Task<IReadOnlyList<SourceTrace>> ReadTracesAsync(IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<SourceTrace>>([.. traceIds.Select(id => Traces.Single(trace => trace.Trace.Info.TraceId == id))]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
