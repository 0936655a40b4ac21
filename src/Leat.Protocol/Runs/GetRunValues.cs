using System.ComponentModel;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/leat/1.0/runs/values</c>.</summary>
/// <param name="Key">The field: <c>params.KEY</c>, <c>tags.KEY</c>, <c>status</c>, <c>run_name</c> or <c>user_id</c>.</param>
/// <param name="ExperimentIds">Where to look; none gives no values.</param>
/// <param name="Prefix">How the values begin.</param>
/// <param name="MaxResults">The most values.</param>
internal sealed record GetRunValuesRequest(
    string? Key,
    IReadOnlyList<string>? ExperimentIds = null,
    string? Prefix = null,
    [property: Limits(1, RunValueQuery.MaxValues), DefaultValue(RunValueQuery.DefaultValues)] long? MaxResults = null) : IWireRequest<GetRunValuesRequest>
{
    public static GetRunValuesRequest Decode(WireFields fields) => new(
        fields.RequireString("key"), fields.GetStrings("experiment_ids"), fields.GetString("prefix"), fields.GetInt64("max_results"));

    public RunValueQuery ToQuery() =>
        RunValueQuery.Create(ExperimentIds ?? [], Key!, Prefix, MaxResults ?? RunValueQuery.DefaultValues);
}

/// <summary>Answer of <c>runs/values</c>.</summary>
/// <param name="Values">The most frequent first, then by value.</param>
/// <param name="More">Whether there are, or may be, others.</param>
internal sealed record GetRunValuesResponse(IReadOnlyList<RunValueMessage>? Values, bool? More)
{
    public static GetRunValuesResponse From(RunValueList list) =>
        new(list.Values.ToMessages(value => new RunValueMessage(value.Value, value.Runs)), list.HasMore);
}

/// <summary>A value and how many runs have it, whatever their stage.</summary>
/// <param name="Value">The value.</param>
/// <param name="Runs">How many of the runs looked at have it: 100,000 of an experiment at most.</param>
internal sealed record RunValueMessage(string? Value, long? Runs);
