using System.Runtime.CompilerServices;
using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Files;

namespace Leat.Transfer.Stores;

/// <summary>A store of Leat as a source: to move from SQLite to PostgreSQL, or to join two stores.</summary>
public sealed class StoreSource : ITransferSource
{
    private const int RunsPerPage = 500;
    private const int ModelsPerPage = 200;

    /// <summary>24 bytes each.</summary>
    private const long MostPointsAtOnce = 500_000;

    private static readonly string[] RegistryFilters = ["", $"tags.`{PromptTags.IsPrompt}` = 'true'"];

    private readonly ITrackingStore _store;

    /// <summary>The runs of the page that was read last, which hold all but their points.</summary>
    private readonly Dictionary<string, Run> _page = new(StringComparer.Ordinal);

    /// <summary>Takes a store, and disposes of it at the end.</summary>
    /// <param name="store">The store; it must be able to load in bulk.</param>
    /// <param name="name">What messages call it: <c>the store 'leat.db'</c>.</param>
    public StoreSource(ITrackingStore store, string name) => (_store, Name) = (store, name);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<TransferNote> Notes { get; } =
    [
        new(TransferKind.Other, "", IsLoss: true, "Evaluation datasets, scorers, issues, label schemas, review queues, webhooks and what is in other workspaces than 'default', if there are any, are not moved yet."),
        new(TransferKind.Run, "", IsLoss: false, "Runs that are deleted count as deleted today, for 'leat gc --older-than'."),
    ];

    /// <inheritdoc/>
    public async Task<SourceSize> MeasureAsync(CancellationToken cancellationToken = default)
    {
        var experiments = await ReadExperimentsAsync(cancellationToken).ConfigureAwait(false);
        var query = new RunCountQuery { ExperimentIds = [.. experiments.Select(experiment => experiment.ExperimentId)], View = ViewType.All, Limit = long.MaxValue };
        return new SourceSize(experiments.Count, (await _store.Tables.CountAsync(query, cancellationToken).ConfigureAwait(false)).Count, null);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Experiment>> ReadExperimentsAsync(CancellationToken cancellationToken = default)
    {
        var found = new List<Experiment>();
        var query = new ExperimentQuery { View = ViewType.All };
        do
        {
            var page = await _store.Experiments.SearchExperimentsAsync(query, cancellationToken).ConfigureAwait(false);
            found.AddRange(page.Items);
            query = query with { PageToken = page.NextPageToken };
        }
        while (query.PageToken is not null);

        return found;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<SourceRun>> ReadRunsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var experiment in await ReadExperimentsAsync(cancellationToken).ConfigureAwait(false))
        {
            var query = new RunQuery { ExperimentIds = [experiment.ExperimentId], View = ViewType.All, MaxResults = RunsPerPage };
            do
            {
                var page = await _store.Runs.SearchRunsAsync(query, cancellationToken).ConfigureAwait(false);
                _page.Clear();
                foreach (var run in page.Items)
                    _page[run.Info.RunId] = run;
                var points = await _store.Bulk.CountPointsAsync(_page.Keys, cancellationToken).ConfigureAwait(false);
                if (page.Items.Count > 0)
                    yield return [.. page.Items.Select(run => new SourceRun(run.Info, DeletedTimeMs: null, points.GetValueOrDefault(run.Info.RunId)))];
                query = query with { PageToken = page.NextPageToken };
            }
            while (query.PageToken is not null);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BulkRun>> ReadLoggedAsync(IReadOnlyList<SourceRun> runs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var found = new List<Run>(runs.Count);
        foreach (var head in runs)
        {
            found.Add(_page.TryGetValue(head.Info.RunId, out var run)
                ? run
                : await _store.Runs.GetRunAsync(head.Info.RunId, cancellationToken).ConfigureAwait(false));
        }

        var wanted = runs.Where(head => head.Points != 0).Select(head => head.Info.RunId).ToHashSet(StringComparer.Ordinal);
        var series = await ReadSeriesAsync(
            [.. found.Where(run => wanted.Contains(run.Info.RunId))], runs.Sum(head => head.Points ?? MostPointsAtOnce), cancellationToken).ConfigureAwait(false);
        return found.ConvertAll(run => new BulkRun(run.Info)
        {
            Params = run.Data.Params,
            Tags = run.Data.Tags,
            Metrics = series.GetValueOrDefault(run.Info.RunId) ?? [],
            Inputs = run.Inputs,
            Outputs = run.Outputs,
        });
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<BulkModel>> ReadModelsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var experiment in await ReadExperimentsAsync(cancellationToken).ConfigureAwait(false))
        {
            var query = new LoggedModelQuery { ExperimentIds = [experiment.ExperimentId], MaxResults = ModelsPerPage };
            do
            {
                var page = await _store.Models.SearchModelsAsync(query, cancellationToken).ConfigureAwait(false);
                yield return [.. page.Items.Select(model => new BulkModel(model))];
                query = query with { PageToken = page.NextPageToken };
            }
            while (query.PageToken is not null);
        }

        var deleted = new PurgeQuery(PurgeKind.Model);
        while (true)
        {
            var items = await _store.Purge.FindAsync(deleted, cancellationToken).ConfigureAwait(false);
            var models = new List<BulkModel>(items.Count);
            foreach (var item in items)
            {
                var model = await _store.Models.GetModelAsync(item.Id, allowDeleted: true, cancellationToken).ConfigureAwait(false);

                // A model cannot be changed after it was deleted.
                models.Add(new BulkModel(model) { DeletedTimeMs = model.LastUpdatedTimestampMs });
            }

            yield return models;
            if (items.Count < deleted.Limit)
                yield break;
            deleted = deleted with { AfterKey = items[^1].Key };
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BulkRegisteredModel> ReadRegisteredModelsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var filter in RegistryFilters)
        {
            var query = new RegisteredModelQuery { Filter = RegisteredModelSearch.ParseFilter(filter) };
            do
            {
                var page = await _store.Registry.SearchRegisteredModelsAsync(query, cancellationToken).ConfigureAwait(false);
                foreach (var model in page.Items)
                    yield return await RegisteredModels.ReadAsync(_store.Registry, model.Name, cancellationToken).ConfigureAwait(false);
                query = query with { PageToken = page.NextPageToken };
            }
            while (query.PageToken is not null);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<string>> ReadTraceIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var experiment in await ReadExperimentsAsync(cancellationToken).ConfigureAwait(false))
        {
            var query = new TraceQuery { ExperimentIds = [experiment.ExperimentId], MaxResults = TraceQuery.MaxPageSize };
            do
            {
                var page = await _store.Traces.SearchTracesAsync(query, cancellationToken).ConfigureAwait(false);
                yield return [.. page.Items.Select(trace => trace.TraceId)];
                query = query with { PageToken = page.NextPageToken };
            }
            while (query.PageToken is not null);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SourceTrace>> ReadTracesAsync(IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default)
    {
        var traces = await _store.Traces.GetTracesAsync(traceIds, cancellationToken).ConfigureAwait(false);
        return [.. traces.Select(trace => new SourceTrace(trace, trace.Info.FindMetadata(TraceKeys.SourceRun) is { Length: > 0 } run ? [run] : [], Fault: null))];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    /// <summary>The series of some runs, by run. Points are read in the order of times, and are stored in that of steps.</summary>
    private async Task<Dictionary<string, List<BulkSeries>>> ReadSeriesAsync(List<Run> runs, long points, CancellationToken cancellationToken)
    {
        var series = runs.ToDictionary(run => run.Info.RunId, run => new List<BulkSeries>(run.Data.Metrics.Count), StringComparer.Ordinal);
        foreach (var key in runs.SelectMany(run => run.Data.Metrics.Select(metric => metric.Key)).Distinct(StringComparer.Ordinal))
        {
            string[] ids = [.. runs.Where(run => run.Data.Metrics.Any(metric => metric.Key == key)).Select(run => run.Info.RunId)];
            foreach (var history in await ReadHistoriesAsync(ids, key, points, cancellationToken).ConfigureAwait(false))
            {
                var ordered = history.Points.ToArray();
                Array.Sort(ordered, static (a, b) => MetricValues.CompareByStep(a, b));
                series[history.RunId].Add(new BulkSeries(key, ordered));
            }
        }

        return series;
    }

    /// <summary>In one read, as long as it cannot be cut short by points that came since they were counted.</summary>
    private async Task<IReadOnlyList<RunMetricHistory>> ReadHistoriesAsync(string[] ids, string key, long points, CancellationToken cancellationToken)
    {
        if (points <= MostPointsAtOnce)
        {
            var most = (int)(points + MostPointsAtOnce);
            var histories = await _store.Metrics.GetHistoryBulkAsync(ids, key, most, cancellationToken).ConfigureAwait(false);
            if (histories.Sum(history => history.Points.Count) < most)
                return histories;
        }

        var alone = new List<RunMetricHistory>(ids.Length);
        foreach (var id in ids)
            alone.Add(new RunMetricHistory(id, (await _store.Metrics.GetHistoryAsync(id, key, cancellationToken: cancellationToken).ConfigureAwait(false)).Items));
        return alone;
    }
}
