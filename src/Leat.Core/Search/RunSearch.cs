namespace Leat.Core.Search;

/// <summary>The filter and order language of <c>runs/search</c>.</summary>
public static class RunSearch
{
    /// <summary>Parses a filter. Attribute keys come out canonical: <c>run_id</c>, <c>run_name</c>, <c>status</c>, <c>user_id</c>,
    /// <c>artifact_uri</c>, <c>start_time</c>, <c>end_time</c>; dataset keys <c>name</c>, <c>digest</c>, <c>context</c>.</summary>
    public static IReadOnlyList<Condition> ParseFilter(string? filter) => throw new NotImplementedException();

    /// <summary>Parses order terms, tie-breaks not included.</summary>
    public static IReadOnlyList<OrderTerm> ParseOrderBy(IReadOnlyList<string> orderBy) => throw new NotImplementedException();
}
