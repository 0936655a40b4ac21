namespace Leat.Core.Search;

/// <summary>The filter and order language of <c>experiments/search</c>.</summary>
public static class ExperimentSearch
{
    /// <summary>Parses a filter. Attribute keys come out canonical: <c>name</c>, <c>creation_time</c>, <c>last_update_time</c>.</summary>
    public static IReadOnlyList<Condition> ParseFilter(string? filter) => throw new NotImplementedException();

    /// <summary>Parses order terms (<c>name</c>, <c>experiment_id</c>, <c>creation_time</c>, <c>last_update_time</c>), tie-breaks not included.</summary>
    public static IReadOnlyList<OrderTerm> ParseOrderBy(IReadOnlyList<string> orderBy) => throw new NotImplementedException();
}
