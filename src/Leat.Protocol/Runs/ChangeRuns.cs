using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/leat/1.0/runs/bulk</c>.</summary>
/// <param name="RunIds">Which runs; one that comes twice counts once.</param>
/// <param name="Action">What is done to each of them.</param>
internal sealed record ChangeRunsRequest([property: Limits(1, RunsChange.MaxRuns)] IReadOnlyList<string>? RunIds, RunActionMessage? Action)
    : IWireRequest<ChangeRunsRequest>
{
    public static ChangeRunsRequest Decode(WireFields fields) => new(
        fields.RequireStrings("run_ids"), RunActionMessage.Decode(fields.RequireMessage("action")));

    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: too many runs, not exactly one action, or a tag that no run
    /// may have.</exception>
    public RunsChange ToCommand(InputLimits limits) => RunsChange.Create(RunIds!, Action!.ToAction(limits));
}

/// <summary>What is done to runs: exactly one of these.</summary>
/// <param name="Delete">Deletes them, so that they can be restored.</param>
/// <param name="Restore">Restores them.</param>
/// <param name="SetTags">Sets tags: values by key, 1 to 100 of them. Longer values are cut after 8000 characters.</param>
/// <param name="DeleteTags">Removes the tags with these keys, 1 to 100 of them, where they are.</param>
internal sealed record RunActionMessage(
    NothingMessage? Delete, NothingMessage? Restore, IReadOnlyDictionary<string, string>? SetTags, IReadOnlyList<string>? DeleteTags)
{
    public static RunActionMessage Decode(WireFields fields) => new(
        NothingMessage.Decode(fields.GetMessage("delete")),
        NothingMessage.Decode(fields.GetMessage("restore")),
        fields.GetMap("set_tags"),
        fields.GetStrings("delete_tags"));

    public RunAction ToAction(InputLimits limits) => (Delete, Restore, SetTags, DeleteTags) switch
    {
        (not null, null, null, null) => RunAction.Delete,
        (null, not null, null, null) => RunAction.Restore,
        (null, null, { } tags, null) => RunAction.SetTags([.. tags.Select(tag => new Tag(tag.Key, tag.Value))], limits),
        (null, null, null, { } keys) => RunAction.DeleteTags(keys),
        _ => throw LeatException.InvalidParameter("action must have exactly one of delete, restore, set_tags and delete_tags."),
    };
}

/// <summary>An object that says all by being there: <c>{}</c>.</summary>
internal sealed record NothingMessage
{
    public static NothingMessage? Decode(WireFields? fields) => fields is null ? null : new NothingMessage();
}

/// <summary>Answer of <c>runs/bulk</c>.</summary>
/// <param name="Done">How many runs are now as they were to be.</param>
/// <param name="Failed">The others, in the order in which they were named.</param>
internal sealed record ChangeRunsResponse(long? Done, IReadOnlyList<RunFailureMessage>? Failed)
{
    public static ChangeRunsResponse From(RunsChange change, IReadOnlyList<RunFailure> failures) => new(
        change.RunIds.Count - failures.Count, [.. failures.Select(RunFailureMessage.From)]);
}

/// <summary>A run to which it could not be done.</summary>
/// <param name="RunId">The run.</param>
/// <param name="ErrorCode">The error that the call for a single run answers.</param>
/// <param name="Message">Why, in words.</param>
internal sealed record RunFailureMessage(string? RunId, string? ErrorCode, string? Message)
{
    internal static RunFailureMessage From(RunFailure failure) => new(failure.RunId, failure.Reason.Code.WireName(), failure.Reason.Message);
}
