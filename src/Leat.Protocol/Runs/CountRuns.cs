using System.ComponentModel;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/leat/1.0/runs/count</c>.</summary>
/// <param name="ExperimentIds">Where to look; none gives 0.</param>
/// <param name="Filter">Conditions joined by AND and OR; all match if left out.</param>
/// <param name="View">Which of active and deleted ones are wanted.</param>
/// <param name="Limit">Counting may stop when so many are found.</param>
internal sealed record CountRunsRequest(
    IReadOnlyList<string>? ExperimentIds,
    string? Filter = null,
    [property: DefaultValue("ACTIVE_ONLY")] string? View = null,
    [property: Limits(1), DefaultValue(RunCountQuery.DefaultLimit)] long? Limit = null) : IWireRequest<CountRunsRequest>
{
    public static CountRunsRequest Decode(WireFields fields) => new(
        fields.GetStrings("experiment_ids"), fields.GetString("filter"), fields.GetEnum("view", EnumNames.ViewType), fields.GetInt64("limit"));

    public RunCountQuery ToQuery() => new()
    {
        ExperimentIds = ExperimentIds ?? [],
        Filter = RunSearch.ParseFilter(Filter, FilterLanguage.Boolean),
        View = ViewTypes.OrActive(View),
        Limit = Limit ?? RunCountQuery.DefaultLimit,
    };
}

/// <summary>Answer of <c>runs/count</c>.</summary>
/// <param name="Count">How many runs were counted.</param>
/// <param name="Exact">Whether that is all; otherwise there are more.</param>
internal sealed record CountRunsResponse(long? Count, bool? Exact)
{
    public static CountRunsResponse From(RunCount count) => new(count.Count, count.IsExact);
}
