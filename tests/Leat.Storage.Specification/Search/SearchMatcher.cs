using Leat.Core.Search;

namespace Leat.Storage.Specification.Search;

/// <summary>Tells whether an object satisfies a filter.</summary>
/// <remarks>Safe for concurrent use.</remarks>
/// <typeparam name="T">What is searched.</typeparam>
internal sealed class SearchMatcher<T>
{
    private readonly FieldReader<T> _values;
    private readonly Predicate<T> _test;

    public SearchMatcher(SearchFilter<T> filter, FieldReader<T> values)
    {
        _values = values;
        _test = Test(filter.Root);
    }

    /// <summary>Whether the object satisfies the filter. A condition about something it does not have is not satisfied.</summary>
    public bool Matches(T item) => _test(item);

    private Predicate<T> Test(FilterNode filter)
    {
        switch (filter)
        {
            case ConditionNode leaf:
                return Test(leaf.Condition);
            case NotNode not:
                var denied = Test(not.Node);
                return item => !denied(item);
            case OrNode or:
                var options = or.Nodes.Select(Test).ToArray();
                return item => Array.Exists(options, test => test(item));
            case AndNode and:
                var demands = and.Nodes.Select(Test).ToArray();
                return item => Array.TrueForAll(demands, test => test(item));
            default:
                throw new NotSupportedException($"{filter.GetType().Name} is no node of a filter.");
        }
    }

    private Predicate<T> Test(Condition condition)
    {
        if (condition is PresenceCondition presence)
            return item => _values.All(item, condition.Field).Any(value => value.Rank != OrderRank.Missing) == presence.IsPresent;
        var test = ValueTest.Of(condition);
        return item => _values.All(item, condition.Field).Any(test);
    }
}
