using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification.Search;

/// <summary>Whole searches in memory, written plainly: what stores find with a database must agree with it.</summary>
public static class InMemorySearch
{
    private static readonly FieldReader<Experiment> OfExperiments =
        new((experiment, field) => FieldReader<Experiment>.Tag(experiment.Tags, field.Key));

    /// <summary>One page of the runs that match.</summary>
    /// <param name="runs">All runs, in any order.</param>
    /// <param name="query">What is asked for.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the page token is none of ours.</exception>
    public static Page<Run> Runs(IEnumerable<Run> runs, RunQuery query)
    {
        var matcher = new SearchMatcher<Run>(query.Filter, RunSearch.Values);
        var experiments = query.ExperimentIds.ToHashSet(StringComparer.Ordinal);
        var found = runs
            .Where(run => experiments.Contains(run.Info.ExperimentId)
                && Shows(query.View, run.Info.LifecycleStage)
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
        var matcher = new SearchMatcher<Experiment>(query.Filter, OfExperiments);
        var found = experiments
            .Where(experiment => Shows(query.View, experiment.LifecycleStage) && matcher.Matches(experiment))
            .Order(new SearchComparer<Experiment>(query.OrderBy.Total, OfExperiments))
            .ThenBy(experiment => experiment.ExperimentId, TextOrder.Instance);
        return Cut(found, (int)query.MaxResults, query.PageToken);
    }

    private static bool Shows(ViewType view, LifecycleStage stage) => view switch
    {
        ViewType.ActiveOnly => stage == LifecycleStage.Active,
        ViewType.DeletedOnly => stage == LifecycleStage.Deleted,
        _ => true,
    };

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
