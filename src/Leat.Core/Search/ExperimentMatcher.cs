namespace Leat.Core.Search;

/// <summary>Tells in memory whether an experiment satisfies a filter; what stores with a database compile to SQL must agree with it.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class ExperimentMatcher
{
    private readonly Predicate<Experiment>[] _tests;

    /// <summary>Prepares a filter.</summary>
    /// <param name="filter">From <see cref="ExperimentSearch.ParseFilter"/>.</param>
    public ExperimentMatcher(SearchFilter<Experiment> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        _tests = [.. filter.Conditions.Select(Test)];
    }

    /// <summary>Whether the experiment satisfies every condition. A condition about a tag it does not have is not satisfied.</summary>
    public bool Matches(Experiment experiment) => Array.TrueForAll(_tests, test => test(experiment));

    private static Predicate<Experiment> Test(Condition condition)
    {
        if (condition is NumberCondition)
        {
            var time = TimeAttribute(condition.Key);
            var timeTest = ConditionPredicates.OfInteger(condition);
            return experiment => timeTest(time(experiment));
        }

        var test = ConditionPredicates.OfText(condition);
        return condition.Entity == SearchEntity.Tag
            ? experiment => RunValues.Tag(experiment.Tags, condition.Key) is { } value && test(value)
            : experiment => test(experiment.Name);
    }

    internal static Func<Experiment, long> TimeAttribute(string key) => key switch
    {
        "creation_time" => experiment => experiment.CreationTimeMs,
        "last_update_time" => experiment => experiment.LastUpdateTimeMs,
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, "Not a time of experiments."),
    };
}
