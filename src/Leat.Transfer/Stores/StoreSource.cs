using System.Runtime.CompilerServices;
using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Files;

namespace Leat.Transfer.Stores;

/// <summary>A store of Leat as a source, to move from SQLite to PostgreSQL or to join two stores; or a server of MLflow or Leat, asked by MLflow's
/// own calls.</summary>
/// <remarks>A store that cannot load in bulk, count runs or find what is deleted for good is asked call by call, and what it cannot tell is
/// noted.</remarks>
public sealed class StoreSource : ITransferSource
{
    private const int RunsPerPage = 500;
    private const int ModelsPerPage = 200;

    /// <summary>24 bytes each.</summary>
    private const long MostPointsAtOnce = 500_000;

    /// <summary>So that those that begin meanwhile come behind all pages.</summary>
    private static readonly SearchOrder<Run> OldestFirst = RunSearch.ParseOrderBy(["attributes.start_time ASC"]);

    private static readonly string[] RegistryFilters = ["", $"tags.`{PromptTags.IsPrompt}` = 'true'"];

    private readonly ITrackingStore _store;
    private readonly List<TransferNote> _notes;

    /// <summary>Read once: what a server is given while it is read belongs to the next reading.</summary>
    private IReadOnlyList<Experiment>? _experiments;

    private ViewType View => HasChosenRuns ? ViewType.ActiveOnly : ViewType.All;

    /// <summary>The runs of the page that was read last, which hold all but their points.</summary>
    private readonly Dictionary<string, Run> _page = new(StringComparer.Ordinal);

    /// <summary>Takes a store, and disposes of it at the end.</summary>
    /// <param name="store">The store.</param>
    /// <param name="name">What messages call it: <c>the store 'leat.db'</c>.</param>
    public StoreSource(ITrackingStore store, string name)
    {
        ArgumentNullException.ThrowIfNull(store);
        (_store, Name) = (store, name);
        _notes =
        [
            new(TransferKind.Other, "", IsLoss: true, "Evaluation datasets, scorers, issues, label schemas, review queues, webhooks, links of traces to further runs than their own and what is in other workspaces, if there are any, are not moved yet."),
            new(TransferKind.Run, "", IsLoss: false, "Runs that are deleted count as deleted today, for 'leat gc --older-than'."),
        ];
        if (store.Features.Purge is null)
            _notes.Add(new(TransferKind.LoggedModel, "", IsLoss: true, "Logged models that are deleted are not listed by servers, and were left out, if there are any."));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Which runs are read; null for all. Those that are deleted do not count as chosen.</summary>
    public SearchFilter<Run>? ChosenRuns { get; set; }

    /// <inheritdoc/>
    public bool HasChosenRuns => ChosenRuns is not null;

    /// <inheritdoc/>
    public IReadOnlyList<TransferNote> Notes => _notes;

    /// <inheritdoc/>
    public async Task<SourceSize> MeasureAsync(CancellationToken cancellationToken = default)
    {
        var experiments = await ReadExperimentsAsync(cancellationToken).ConfigureAwait(false);
        if (_store.Features.Tables is not { } tables)
            return new SourceSize(experiments.Count, null, null);
        var query = new RunCountQuery
        {
            ExperimentIds = [.. experiments.Select(experiment => experiment.ExperimentId)],
            View = View,
            Limit = long.MaxValue,
        };
        if (ChosenRuns is not null)
            query = query with { Filter = ChosenRuns };
        return new SourceSize(experiments.Count, (await tables.CountAsync(query, cancellationToken).ConfigureAwait(false)).Count, null);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Experiment>> ReadExperimentsAsync(CancellationToken cancellationToken = default)
    {
        if (_experiments is not null)
            return _experiments;
        var found = new List<Experiment>();
        var query = new ExperimentQuery { View = ViewType.All };
        do
        {
            var page = await _store.Experiments.SearchExperimentsAsync(query, cancellationToken).ConfigureAwait(false);
            found.AddRange(page.Items);
            query = query with { PageToken = page.NextPageToken };
        }
        while (query.PageToken is not null);

        // One that is made meanwhile moves the pages.
        return _experiments = [.. found.DistinctBy(experiment => experiment.ExperimentId)];
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<SourceRun>> ReadRunsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var experiment in await ReadExperimentsAsync(cancellationToken).ConfigureAwait(false))
        {
            _page.Clear();
            var query = new RunQuery
            {
                ExperimentIds = [experiment.ExperimentId],
                View = View,
                MaxResults = RunsPerPage,
                OrderBy = OldestFirst,
            };
            if (ChosenRuns is not null)
                query = query with { Filter = ChosenRuns };
            do
            {
                var page = await _store.Runs.SearchRunsAsync(query, cancellationToken).ConfigureAwait(false);

                // One that is made meanwhile moves the pages, if it says that it began long ago.
                var runs = page.Items.Where(run => !_page.ContainsKey(run.Info.RunId)).ToList();
                _page.Clear();
                foreach (var run in page.Items)
                    _page[run.Info.RunId] = run;
                var points = _store.Features.Bulk is { } bulk ? await bulk.CountPointsAsync(_page.Keys, cancellationToken).ConfigureAwait(false) : null;
                if (runs.Count > 0)
                    yield return runs.ConvertAll(run => HeadOf(run, points));
                query = query with { PageToken = page.NextPageToken };
            }
            while (query.PageToken is not null);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BulkRun>> ReadLoggedAsync(IReadOnlyList<SourceRun> runs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (_store.Features.Bulk is null)
            return await new LoggedReader(_store, MostPointsAtOnce, cancellationToken).ReadAsync(runs).ConfigureAwait(false);
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
        return found.ConvertAll(run => Complete(run, series.GetValueOrDefault(run.Info.RunId) ?? []));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<BulkModel>> ReadModelsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var experiment in await ReadExperimentsAsync(cancellationToken).ConfigureAwait(false))
        {
            var query = new LoggedModelQuery { ExperimentIds = [experiment.ExperimentId], MaxResults = ModelsPerPage };
            do
            {
                var page = await OrNoneAsync(() => _store.Models.SearchModelsAsync(query, cancellationToken), TransferKind.LoggedModel).ConfigureAwait(false);
                if (page is null)
                    yield break;
                yield return [.. page.Items.Select(model => new BulkModel(model))];
                query = query with { PageToken = page.NextPageToken };
            }
            while (query.PageToken is not null);
        }

        if (_store.Features.Purge is not { } purge)
            yield break;
        var deleted = new PurgeQuery(PurgeKind.Model);
        while (true)
        {
            var items = await purge.FindAsync(deleted, cancellationToken).ConfigureAwait(false);
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
                var page = await OrNoneAsync(() => _store.Registry.SearchRegisteredModelsAsync(query, cancellationToken), TransferKind.RegisteredModel).ConfigureAwait(false);
                if (page is null)
                    yield break;
                foreach (var model in page.Items)
                {
                    if (await Missing.AsNullAsync(() => RegisteredModels.ReadAsync(_store.Registry, model.Name, cancellationToken)).ConfigureAwait(false) is { } complete)
                        yield return complete;
                }

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
                var page = await OrNoneAsync(() => _store.Traces.SearchTracesAsync(query, cancellationToken), TransferKind.Trace).ConfigureAwait(false);
                if (page is null)
                    yield break;
                yield return [.. page.Items.Select(trace => trace.TraceId)];
                query = query with { PageToken = page.NextPageToken };
            }
            while (query.PageToken is not null);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SourceTrace>> ReadTracesAsync(IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default)
    {
        var found = new List<SourceTrace>(traceIds.Count);
        var whole = await ReadWholeTracesAsync(traceIds, cancellationToken).ConfigureAwait(false);
        found.AddRange(whole.Select(trace => SourceTraceOf(trace, fault: null)));

        // Servers of older versions give no spans, or not all.
        foreach (var id in traceIds.Except(whole.Select(trace => trace.Info.TraceId), StringComparer.Ordinal))
        {
            if (await Missing.AsNullAsync(() => _store.Traces.GetTraceInfoAsync(id, cancellationToken)).ConfigureAwait(false) is not { } info)
                continue;

            // Spans that are elsewhere stay there, as files do.
            var isLost = info.FindTag(TraceKeys.SpansLocation) == TraceKeys.TrackingStore;
            found.Add(SourceTraceOf(new Trace(info, []), isLost ? "Its spans were left out: the server does not give them." : null));
        }

        return found;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    /// <summary>A run with its series.</summary>
    internal static BulkRun Complete(Run run, IReadOnlyList<BulkSeries> series) => new(run.Info)
    {
        Params = run.Data.Params,
        Tags = run.Data.Tags,
        Metrics = series,
        Inputs = run.Inputs,
        Outputs = run.Outputs,
    };

    internal static MetricPoint[] InOrderOfSteps(IReadOnlyList<MetricPoint> points)
    {
        var ordered = points.ToArray();
        Array.Sort(ordered, static (a, b) => MetricValues.CompareByStep(a, b));
        return ordered;
    }

    private static SourceRun HeadOf(Run run, IReadOnlyDictionary<string, long?>? points) => points is null
        ? new SourceRun(run.Info, DeletedTimeMs: null, Points: null) { Estimate = run.Data.Metrics.Sum(metric => Math.Clamp(metric.Step, 0, MostPointsAtOnce) + 1) }
        : new SourceRun(run.Info, DeletedTimeMs: null, points.GetValueOrDefault(run.Info.RunId));

    private static SourceTrace SourceTraceOf(Trace trace, string? fault) =>
        new(trace, trace.Info.FindMetadata(TraceKeys.SourceRun) is { Length: > 0 } run ? [run] : [], fault);

    /// <summary>What was asked for; null with a note if the store does not know such things or calls.</summary>
    private async Task<T?> OrNoneAsync<T>(Func<Task<T>> ask, TransferKind kind)
        where T : class
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (LeatException error) when (IsUnknownCall(error))
        {
            var note = new TransferNote(kind, "", IsLoss: false, "Not read: the source does not know of them.");
            if (!_notes.Contains(note))
                _notes.Add(note);
            return null;
        }
    }

    /// <summary>Traces with their spans; none if the server does not know the call.</summary>
    private async Task<IReadOnlyList<Trace>> ReadWholeTracesAsync(IReadOnlyList<string> traceIds, CancellationToken cancellationToken)
    {
        try
        {
            return await _store.Traces.GetTracesAsync(traceIds, cancellationToken).ConfigureAwait(false);
        }
        catch (LeatException error) when (IsUnknownCall(error) || error.Code == ErrorCode.ResourceDoesNotExist)
        {
            // Before MLflow 3.6, the name of the call was taken for the id of a trace that is not there.
            return [];
        }
    }

    private static bool IsUnknownCall(LeatException error) => error.Code is ErrorCode.EndpointNotFound or ErrorCode.NotImplemented;

    /// <summary>The series of some runs, by run. Points are read in the order of times, and are stored in that of steps.</summary>
    private async Task<Dictionary<string, List<BulkSeries>>> ReadSeriesAsync(List<Run> runs, long points, CancellationToken cancellationToken)
    {
        var series = runs.ToDictionary(run => run.Info.RunId, run => new List<BulkSeries>(run.Data.Metrics.Count), StringComparer.Ordinal);
        foreach (var key in runs.SelectMany(run => run.Data.Metrics.Select(metric => metric.Key)).Distinct(StringComparer.Ordinal))
        {
            string[] ids = [.. runs.Where(run => run.Data.Metrics.Any(metric => metric.Key == key)).Select(run => run.Info.RunId)];
            foreach (var history in await ReadHistoriesAsync(ids, key, points, cancellationToken).ConfigureAwait(false))
            {
                series[history.RunId].Add(new BulkSeries(key, InOrderOfSteps(history.Points)));
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
