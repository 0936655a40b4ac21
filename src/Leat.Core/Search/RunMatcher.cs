namespace Leat.Core.Search;

/// <summary>Tells in memory whether a run satisfies a filter; what stores with a database compile to SQL must agree with it.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class RunMatcher
{
    private const string ContextTag = "mlflow.data.context";

    private readonly Predicate<Run> _test;

    /// <summary>Prepares a filter.</summary>
    /// <param name="filter">From <see cref="RunSearch.ParseFilter"/>.</param>
    public RunMatcher(SearchFilter<Run> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        _test = Test(filter.Root);
    }

    /// <summary>Whether the run satisfies the filter. A condition about something it does not have is not satisfied.</summary>
    public bool Matches(Run run) => _test(run);

    private static Predicate<Run> Test(FilterNode filter)
    {
        switch (filter)
        {
            case ConditionNode leaf:
                return Test(leaf.Condition);
            case NotNode not:
                var denied = Test(not.Node);
                return run => !denied(run);
            case OrNode or:
                var options = or.Nodes.Select(Test).ToArray();
                return run => Array.Exists(options, test => test(run));
            case AndNode and:
                var demands = and.Nodes.Select(Test).ToArray();
                return run => Array.TrueForAll(demands, test => test(run));
            default:
                throw new NotSupportedException($"{filter.GetType().Name} is no node of a filter.");
        }
    }

    private static Predicate<Run> Test(Condition condition) => condition.Entity switch
    {
        SearchEntity.Metric => TestMetric(condition),
        SearchEntity.Param => TestText(condition, run => RunValues.Param(run, condition.Key)),
        SearchEntity.Tag => TestText(condition, run => RunValues.Tag(run, condition.Key)),
        SearchEntity.Dataset => TestDatasets(condition),
        _ => TestAttribute(condition),
    };

    private static Predicate<Run> TestMetric(Condition condition)
    {
        var test = ConditionPredicates.OfMetric(condition);
        return run => RunValues.Metric(run, condition.Key) is { } value && test(value);
    }

    private static Predicate<Run> TestAttribute(Condition condition)
    {
        if (condition is not NumberCondition)
            return TestText(condition, RunValues.TextAttribute(condition.Key));
        var time = RunValues.TimeAttribute(condition.Key);
        var test = ConditionPredicates.OfInteger(condition);
        return run => time(run) is { } value && test(value);
    }

    private static Predicate<Run> TestText(Condition condition, Func<Run, string?> read)
    {
        var test = ConditionPredicates.OfText(condition);
        return run => read(run) is { } text && test(text);
    }

    /// <summary>One dataset is enough; another condition may be satisfied by another.</summary>
    private static Predicate<Run> TestDatasets(Condition condition)
    {
        var test = ConditionPredicates.OfText(condition);
        Func<DatasetInput, string?> read = condition.Key switch
        {
            "name" => input => input.Dataset.Name,
            "digest" => input => input.Dataset.Digest,
            _ => Context,
        };
        return run => run.Inputs.Datasets.Any(input => read(input) is { } text && test(text));
    }

    private static string? Context(DatasetInput input)
    {
        foreach (var tag in input.Tags)
        {
            if (tag.Key == ContextTag)
                return tag.Value;
        }

        return null;
    }
}
