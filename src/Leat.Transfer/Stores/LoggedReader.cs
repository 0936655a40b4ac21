using Leat.Core;

namespace Leat.Transfer.Stores;

/// <summary>Reads runs with all they logged from a store that answers call by call, such as a server: several calls at a time, since each of
/// them waits more than it works.</summary>
/// <remarks>Reads every run by itself: MLflow's searches leave out which models a run used. Used for one reading.</remarks>
internal sealed class LoggedReader(ITrackingStore store, long mostPoints, CancellationToken cancellationToken)
{
    private const int CallsAtATime = 8;

    private readonly ParallelOptions _several = new() { MaxDegreeOfParallelism = CallsAtATime, CancellationToken = cancellationToken };
    private readonly Lock _lock = new();
    private long _points;
    private int _begun;
    private int _end;

    /// <summary>Reads runs, in the order given, without those that are no longer there: at least one, and no further ones once those that were
    /// begun have more points than are to be held in memory. None if none is there.</summary>
    public async Task<IReadOnlyList<BulkRun>> ReadAsync(IReadOnlyList<SourceRun> heads)
    {
        var found = new Run?[heads.Count];
        _end = heads.Count;
        await Parallel.ForAsync(0, heads.Count, _several, async (at, cancellation) =>
            found[at] = await Missing.AsNullAsync(() => store.Runs.GetRunAsync(heads[at].Info.RunId, cancellation)).ConfigureAwait(false)).ConfigureAwait(false);

        var series = found.Select((run, at) => run is null || heads[at].Points == 0 ? [] : new BulkSeries[run.Data.Metrics.Count]).ToArray();
        var wanted = series.SelectMany((each, run) => each.Select((_, metric) => (Run: run, Metric: metric))).ToList();
        await Parallel.ForEachAsync(wanted, _several, async (place, cancellation) =>
        {
            if (found[place.Run] is not { } run || !Begins(place.Run))
                return;
            var key = run.Data.Metrics[place.Metric].Key;
            var history = await Missing.AsNullAsync(() => store.Metrics.GetHistoryAsync(run.Info.RunId, key, cancellationToken: cancellation)).ConfigureAwait(false);
            if (history is null)
            {
                found[place.Run] = null;
                return;
            }

            series[place.Run][place.Metric] = new BulkSeries(key, StoreSource.InOrderOfSteps(history.Items));
            Count(history.Items.Count);
        }).ConfigureAwait(false);

        var read = Enumerable.Range(0, _end).Where(at => found[at] is not null).Select(at => StoreSource.Complete(found[at]!, series[at])).ToList();
        return read.Count > 0 || _end == heads.Count
            ? read
            : await new LoggedReader(store, mostPoints, cancellationToken).ReadAsync([.. heads.Skip(_end)]).ConfigureAwait(false);
    }

    /// <summary>Whether a run still belongs to this reading.</summary>
    private bool Begins(int run)
    {
        lock (_lock)
        {
            if (run >= _end)
                return false;
            _begun = Math.Max(_begun, run);
            return true;
        }
    }

    private void Count(int points)
    {
        lock (_lock)
        {
            _points += points;
            if (_points >= mostPoints)
                _end = Math.Min(_end, _begun + 1);
        }
    }
}
