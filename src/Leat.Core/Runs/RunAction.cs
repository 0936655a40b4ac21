namespace Leat.Core;

/// <summary>What is done to many runs at a time.</summary>
public abstract record RunAction
{
    private RunAction()
    {
    }

    /// <summary>Deletes them, so that they can be restored.</summary>
    public static RunAction Delete { get; } = new DeleteAction();

    /// <summary>Restores them.</summary>
    public static RunAction Restore { get; } = new RestoreAction();

    /// <summary>Sets tags.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no tags, too many, or one that no run may have.</exception>
    public static RunAction SetTags(IReadOnlyList<Tag> tags, InputLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(tags);
        Require(tags.Count, "set_tags");
        return new SetTagsAction(LogRules.CheckTags(tags, limits ?? InputLimits.Default), limits);
    }

    /// <summary>Removes tags. A run that lacks one of them is left as if it had had it.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no keys, or too many.</exception>
    public static RunAction DeleteTags(IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        Require(keys.Count, "delete_tags");
        return new DeleteTagsAction([.. keys.Distinct(StringComparer.Ordinal)]);
    }

    internal abstract Task ApplyAsync(IRunStore runs, string runId, CancellationToken cancellationToken);

    private static void Require(int count, string field)
    {
        if (count is 0 or > LogRules.MaxTagsPerBatch)
            throw LeatException.InvalidParameter($"{field} has {count} entries. It must have from 1 to {LogRules.MaxTagsPerBatch}.");
    }

    private sealed record DeleteAction : RunAction
    {
        internal override Task ApplyAsync(IRunStore runs, string runId, CancellationToken cancellationToken) =>
            runs.DeleteRunAsync(runId, cancellationToken);
    }

    private sealed record RestoreAction : RunAction
    {
        internal override Task ApplyAsync(IRunStore runs, string runId, CancellationToken cancellationToken) =>
            runs.RestoreRunAsync(runId, cancellationToken);
    }

    private sealed record SetTagsAction(IReadOnlyList<Tag> Tags, InputLimits? Limits) : RunAction
    {
        internal override Task ApplyAsync(IRunStore runs, string runId, CancellationToken cancellationToken) =>
            runs.LogAsync(LogBatch.Create(runId, tags: Tags, limits: Limits), cancellationToken);
    }

    private sealed record DeleteTagsAction(IReadOnlyList<string> Keys) : RunAction
    {
        internal override Task ApplyAsync(IRunStore runs, string runId, CancellationToken cancellationToken) =>
            runs.DeleteTagsAsync(runId, Keys, cancellationToken);
    }
}
