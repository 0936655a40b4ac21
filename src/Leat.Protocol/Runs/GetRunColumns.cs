using System.ComponentModel;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/leat/1.0/runs/columns</c>.</summary>
/// <param name="ExperimentIds">Where to look; none gives no columns.</param>
/// <param name="Kinds">Some of metric, param and tag, in the order wanted; all if left out.</param>
/// <param name="Contains">What keys must contain, in any case.</param>
/// <param name="MaxResults">The most to answer in one page.</param>
/// <param name="PageToken"><c>next_page_token</c> of the page before; left out for the first page.</param>
/// <param name="Counts">Whether the page's columns are counted and measured.</param>
internal sealed record GetRunColumnsRequest(
    IReadOnlyList<string>? ExperimentIds,
    IReadOnlyList<string>? Kinds = null,
    string? Contains = null,
    [property: Limits(1, RunKeyQuery.MaxPageSize), DefaultValue(RunKeyQuery.DefaultPageSize)] long? MaxResults = null,
    string? PageToken = null,
    bool? Counts = null) : IWireRequest<GetRunColumnsRequest>
{
    private const int MaxShownLength = 100;

    public static GetRunColumnsRequest Decode(WireFields fields) => new(
        fields.GetStrings("experiment_ids"),
        fields.GetStrings("kinds"),
        fields.GetString("contains"),
        fields.GetInt64("max_results"),
        fields.GetString("page_token"),
        fields.GetBool("counts"));

    public RunKeyQuery ToQuery() => new()
    {
        ExperimentIds = ExperimentIds ?? [],
        Kinds = Kinds is null ? RunKeyQuery.AllKinds : [.. Kinds.Select(KindOf)],
        Contains = string.IsNullOrEmpty(Contains) ? null : Contains,
        MaxResults = MaxResults ?? RunKeyQuery.DefaultPageSize,
        PageToken = Core.PageToken.Check(PageToken),
        Counts = Counts ?? false,
    };

    private static RunColumnKind KindOf(string name) => name switch
    {
        RunKeyMessage.Metric => RunColumnKind.Metric,
        RunKeyMessage.Param => RunColumnKind.Param,
        RunKeyMessage.Tag => RunColumnKind.Tag,
        _ => throw LeatException.InvalidParameter(
            $"Invalid value '{TextRules.Truncate(name, MaxShownLength)}' in kinds. Kinds are metric, param and tag."),
    };
}

/// <summary>Answer of <c>runs/columns</c>.</summary>
/// <param name="Columns">By kind, then by name.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="NextPageToken">Asks for the next page; left out on the last one.</param>
internal sealed record GetRunColumnsResponse(
    IReadOnlyList<RunKeyMessage>? Columns, long? Total, [property: MayBeLeftOut] string? NextPageToken)
{
    public static GetRunColumnsResponse From(RunKeyPage page) => new(page.Keys.ToMessages(RunKeyMessage.From), page.Total, page.NextPageToken);
}

/// <summary>A metric, param or tag that some runs have.</summary>
/// <param name="Kind">metric, param or tag.</param>
/// <param name="Key">Its name.</param>
/// <param name="Runs">How many runs have it, whatever their stage; left out if not asked for, or if counting would take too long.</param>
/// <param name="Least">The least latest value of a metric; left out if there is none.</param>
/// <param name="Greatest">The greatest latest value of a metric; left out if there is none.</param>
/// <param name="HasSteps">Whether some of the first runs looked at have logged the metric at another step than 0.</param>
internal sealed record RunKeyMessage(
    string? Kind,
    string? Key,
    [property: MayBeLeftOut] long? Runs = null,
    [property: MayBeLeftOut] double? Least = null,
    [property: MayBeLeftOut] double? Greatest = null,
    [property: MayBeLeftOut] bool? HasSteps = null)
{
    public const string Metric = "metric";
    public const string Param = "param";
    public const string Tag = "tag";

    public static RunKeyMessage From(RunKey key) => new(
        key.Kind switch { RunColumnKind.Metric => Metric, RunColumnKind.Param => Param, _ => Tag }, key.Key, key.Runs, key.Least, key.Greatest, key.HasSteps);
}
