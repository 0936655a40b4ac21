namespace Leat.Core.Search;

/// <summary>The filter and order language of <c>logged-models/search</c>.</summary>
public static class LoggedModelSearch
{
    /// <summary>Parses a filter. Attribute keys come out canonical: <c>name</c>, <c>model_id</c>, <c>model_type</c>, <c>source_run_id</c>,
    /// <c>experiment_id</c>, <c>artifact_location</c>, <c>status</c>, <c>creation_timestamp</c>, <c>last_updated_timestamp</c>.</summary>
    public static IReadOnlyList<Condition> ParseFilter(string? filter) =>
        throw new LeatException(ErrorCode.NotImplemented, "Searching logged models is not offered yet.");

    /// <summary>Parses order terms, tie-breaks not included.</summary>
    public static IReadOnlyList<ModelOrderTerm> ParseOrderBy(IReadOnlyList<ModelOrder> orderBy) =>
        throw new LeatException(ErrorCode.NotImplemented, "Searching logged models is not offered yet.");
}
