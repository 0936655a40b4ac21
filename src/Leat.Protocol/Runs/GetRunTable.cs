using System.ComponentModel;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/leat/1.0/runs/table</c>.</summary>
/// <param name="Columns">What is wanted of each run: attributes, <c>metrics.KEY</c>, <c>params.KEY</c>, <c>tags.KEY</c>.</param>
/// <param name="ExperimentIds">Where to look; none gives an empty table.</param>
/// <param name="Filter">Conditions joined by AND and OR; all match if left out.</param>
/// <param name="OrderBy">For example "metrics.loss ASC" or "start_time DESC".</param>
/// <param name="View">Which of active and deleted ones are wanted.</param>
/// <param name="MaxResults">The most rows.</param>
/// <param name="PageToken"><c>next_page_token</c> of the page before; left out for the first page.</param>
/// <param name="Offset">How many runs to pass over, instead of a page token.</param>
/// <param name="RunIds">These runs in this order, whatever their stage, instead of a search.</param>
internal sealed record GetRunTableRequest(
    [property: Limits(most: RunTableQuery.MaxColumns)] IReadOnlyList<string>? Columns,
    IReadOnlyList<string>? ExperimentIds = null,
    string? Filter = null,
    IReadOnlyList<string>? OrderBy = null,
    [property: DefaultValue("ACTIVE_ONLY")] string? View = null,
    [property: Limits(1, RunTableQuery.MaxRows), DefaultValue(RunTableQuery.DefaultRows)] long? MaxResults = null,
    string? PageToken = null,
    [property: Limits(0)] long? Offset = null,
    [property: Limits(most: RunTableQuery.MaxRows)] IReadOnlyList<string>? RunIds = null) : IWireRequest<GetRunTableRequest>
{
    public static GetRunTableRequest Decode(WireFields fields) => new(
        fields.GetStrings("columns"),
        fields.GetStrings("experiment_ids"),
        fields.GetString("filter"),
        fields.GetStrings("order_by"),
        fields.GetEnum("view", EnumNames.ViewType),
        fields.GetInt64("max_results"),
        fields.GetString("page_token"),
        fields.GetInt64("offset"),
        fields.GetStrings("run_ids"));

    /// <summary>The query, checked.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: an unknown column, a wrong filter or order, or a limit is
    /// exceeded.</exception>
    public RunTableQuery ToQuery()
    {
        RunColumn[] columns = [.. (Columns ?? []).Select(RunColumn.Parse)];
        return RunIds is null ? RunTableQuery.Create(ToSearch(), columns, Offset) : RunTableQuery.OfRuns(CheckAlone(RunIds), columns);
    }

    private RunQuery ToSearch() => new()
    {
        ExperimentIds = ExperimentIds ?? [],
        View = ViewTypes.OrActive(View),
        MaxResults = PageSize.Check(MaxResults ?? RunTableQuery.DefaultRows, RunTableQuery.MaxRows),
        PageToken = Core.PageToken.Check(PageToken),
        Filter = RunSearch.ParseFilter(Filter, FilterLanguage.Boolean),
        OrderBy = RunSearch.ParseOrderBy(OrderBy, FilterLanguage.Boolean),
    };

    private IReadOnlyList<string> CheckAlone(IReadOnlyList<string> runIds)
    {
        var other = !string.IsNullOrEmpty(Filter) ? "filter"
            : OrderBy is { Count: > 0 } ? "order_by"
            : !string.IsNullOrEmpty(PageToken) ? "page_token"
            : Offset is not null ? "offset"
            : null;
        return other is null
            ? runIds
            : throw LeatException.InvalidParameter($"run_ids says which runs are wanted, and in which order; {other} says it, too. Give one of them.");
    }
}

/// <summary>Answer of <c>runs/table</c>.</summary>
/// <param name="RunIds">The run of each row.</param>
/// <param name="Columns">Those asked for, in their order.</param>
/// <param name="NextPageToken">Asks for the next page; left out on the last one.</param>
internal sealed record GetRunTableResponse(
    IReadOnlyList<string>? RunIds, IReadOnlyList<RunColumnMessage>? Columns, [property: MayBeLeftOut] string? NextPageToken);

/// <summary>A column of a table of runs: its values, or a dictionary of them and a code for each row.</summary>
/// <param name="Name">As it was asked for.</param>
/// <param name="Values">One for each row, null where a run has none.</param>
/// <param name="Dictionary">Each value once.</param>
/// <param name="Codes">For each row the place of its value in the dictionary, from 0; null where a run has none.</param>
internal sealed record RunColumnMessage(
    string? Name, IReadOnlyList<AnyJson>? Values = null, IReadOnlyList<AnyJson>? Dictionary = null, IReadOnlyList<long?>? Codes = null);
