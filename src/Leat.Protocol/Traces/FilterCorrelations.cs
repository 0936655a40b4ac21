using Leat.Core;
using Leat.Core.Search;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/3.0/mlflow/traces/calculate-filter-correlation</c>.</summary>
/// <param name="ExperimentIds">Experiments to look in.</param>
/// <param name="FilterString1">The first filter.</param>
/// <param name="FilterString2">The second.</param>
/// <param name="BaseFilter">What all traces must satisfy that are looked at.</param>
internal sealed record CalculateTraceFilterCorrelationRequest(
    IReadOnlyList<string>? ExperimentIds, string? FilterString1, string? FilterString2, string? BaseFilter = null)
    : IWireRequest<CalculateTraceFilterCorrelationRequest>
{
    public static CalculateTraceFilterCorrelationRequest Decode(WireFields fields) => new(
        fields.RequireStrings("experiment_ids"),
        fields.RequireString("filter_string1"),
        fields.RequireString("filter_string2"),
        fields.GetString("base_filter"));

    public static CalculateTraceFilterCorrelationRequest From(CorrelationQuery query) =>
        new(query.ExperimentIds, query.Filter1.Text, query.Filter2.Text, query.BaseFilter.Text);

    /// <summary>The query.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a filter is not in the language.</exception>
    public CorrelationQuery ToQuery()
    {
        var within = TraceSearch.ParseFilter(BaseFilter);
        return new CorrelationQuery(ExperimentIds!, TraceSearch.ParseFilter(FilterString1), TraceSearch.ParseFilter(FilterString2), within);
    }
}

/// <summary>Answer of <c>calculate-filter-correlation</c>.</summary>
/// <param name="Npmi">−1 never together, 0 independent, 1 always together; left out when a filter finds nothing.</param>
/// <param name="NpmiSmoothed">The same, steadier for few traces.</param>
/// <param name="Filter1Count">Traces that the first filter finds.</param>
/// <param name="Filter2Count">Traces that the second finds.</param>
/// <param name="JointCount">Traces that both find.</param>
/// <param name="TotalCount">All traces looked at.</param>
internal sealed record CalculateTraceFilterCorrelationResponse(
    [property: MayBeLeftOut] double? Npmi,
    [property: MayBeLeftOut] double? NpmiSmoothed,
    long Filter1Count,
    long Filter2Count,
    long JointCount,
    long TotalCount)
{
    /// <summary>The answer.</summary>
    public static CalculateTraceFilterCorrelationResponse From(FilterCorrelation correlation) => new(
        correlation.Npmi,
        correlation.NpmiSmoothed,
        correlation.Filter1Count,
        correlation.Filter2Count,
        correlation.JointCount,
        correlation.TotalCount);

    public FilterCorrelation ToEntity() => new(Filter1Count, Filter2Count, JointCount, TotalCount);
}
