namespace Leat.Core.Search;

/// <summary>Whole searches in memory: for stores without a database, and as the oracle of those with one.</summary>
public static class InMemorySearch
{
    /// <summary>One page of the runs that match.</summary>
    /// <param name="runs">All runs, in any order.</param>
    /// <param name="query">What is asked for.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the page token is none of ours.</exception>
    public static Page<Run> Runs(IEnumerable<Run> runs, RunQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var matcher = new SearchMatcher<Run>(query.Filter, RunSearch.Values);
        var experiments = query.ExperimentIds.ToHashSet(StringComparer.Ordinal);
        var found = runs
            .Where(run => experiments.Contains(run.Info.ExperimentId)
                && query.View.Includes(run.Info.LifecycleStage)
                && matcher.Matches(run))
            .Order(new SearchComparer<Run>(query.OrderBy.Total, RunSearch.Values));
        return Cut(found, (int)query.MaxResults, query.PageToken);
    }

    /// <summary>One page of the experiments that match. Those of imported directories may have ids that are no numbers: they come last, as
    /// texts, where ids decide.</summary>
    /// <param name="experiments">All experiments, in any order.</param>
    /// <param name="query">What is asked for.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the page token is none of ours.</exception>
    public static Page<Experiment> Experiments(IEnumerable<Experiment> experiments, ExperimentQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var matcher = new SearchMatcher<Experiment>(query.Filter, ExperimentSearch.Values);
        var found = experiments
            .Where(experiment => query.View.Includes(experiment.LifecycleStage) && matcher.Matches(experiment))
            .Order(new SearchComparer<Experiment>(query.OrderBy.Total, ExperimentSearch.Values))
            .ThenBy(experiment => experiment.ExperimentId, TextOrder.Instance);
        return Cut(found, (int)query.MaxResults, query.PageToken);
    }

    private static Page<T> Cut<T>(IEnumerable<T> found, int maxResults, string? pageToken)
    {
        var offset = PageToken.ToOffset(pageToken);
        var all = found.ToList();
        var start = (int)Math.Min(offset, all.Count);
        var items = all.GetRange(start, Math.Min(maxResults, all.Count - start));
        var end = start + items.Count;
        return new Page<T>(items, end < all.Count ? PageToken.FromOffset(end) : null);
    }
}
