namespace Leat.Core;

/// <summary>Removes for good what was deleted: the rows of a store, not the files. Safe while servers use the same store.</summary>
/// <remarks>
/// <para>It finds the things of all workspaces; that of a store opened in one (<see cref="IWorkspaceStore.OpenWorkspaceAsync"/>), those of that
/// workspace only.</para>
/// Removal goes through three states, so that a kill at any moment leaves nothing half-removed that is visible, and nothing that is not
/// found again:
/// <list type="number">
/// <item>deleted: still readable, and can be restored;</item>
/// <item>marked (<see cref="MarkAsync"/>): gone for every reader and writer, restoring is refused; its files may be removed now;</item>
/// <item>removed (<see cref="RemoveAsync"/>), in short transactions, the thing itself last.</item>
/// </list>
/// Logged models cannot be restored, so deleting them already marks them.
/// </remarks>
public interface IPurgeStore
{
    /// <summary>Deleted things, and those that an earlier purge marked and did not finish, in the order of their keys.</summary>
    /// <returns>At most <see cref="PurgeQuery.Limit"/>; fewer when there are no more.</returns>
    Task<IReadOnlyList<PurgeItem>> FindAsync(PurgeQuery query, CancellationToken cancellationToken = default);

    /// <summary>One thing by its id.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="id">Its public id.</param>
    /// <param name="deletedBeforeMs">Unix milliseconds, UTC: what was deleted later is refused. Null allows any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: there is none.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: it is not deleted, or not for long enough.</exception>
    Task<PurgeItem> GetAsync(PurgeKind kind, string id, long? deletedBeforeMs, CancellationToken cancellationToken = default);

    /// <summary>How much an item holds.</summary>
    Task<PurgeSize> MeasureAsync(PurgeItem item, CancellationToken cancellationToken = default);

    /// <summary>Marks things of one kind for removal, where they are still deleted.</summary>
    /// <returns>Those that are now marked: without any that were restored or removed in the meantime, and without experiments in which a
    /// run was restored on its own.</returns>
    Task<IReadOnlyList<PurgeItem>> MarkAsync(IReadOnlyList<PurgeItem> items, CancellationToken cancellationToken = default);

    /// <summary>Removes the rows of marked things of one kind, those of what belongs to them included. An experiment's runs and logged
    /// models must have been removed before. No transaction holds up other writers for longer than some tens of milliseconds.
    /// </summary>
    Task RemoveAsync(IReadOnlyList<PurgeItem> items, CancellationToken cancellationToken = default);
}

/// <summary>What can be removed for good.</summary>
public enum PurgeKind
{
    /// <summary>A run with all it logged.</summary>
    Run,

    /// <summary>An experiment with its tags.</summary>
    Experiment,

    /// <summary>A logged model with its params, tags and metrics.</summary>
    Model,
}

/// <summary>Something that can be removed for good.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its public id.</param>
/// <param name="Key">Its position among its kind; a page continues after it.</param>
/// <param name="ArtifactUri">Where its files lie. For an experiment: the location below which new runs put theirs.</param>
/// <param name="IsMarked">Whether an earlier purge began with it.</param>
public sealed record PurgeItem(PurgeKind Kind, string Id, long Key, string ArtifactUri, bool IsMarked);

/// <summary>Which things to find.</summary>
/// <param name="Kind">What they are.</param>
public sealed record PurgeQuery(PurgeKind Kind)
{
    /// <summary>Only what was deleted before this, Unix milliseconds UTC, or is marked; null for any time.</summary>
    public long? DeletedBeforeMs { get; init; }

    /// <summary>All runs or models of this marked experiment, whatever their own state; null for the deleted ones of all
    /// experiments.</summary>
    public PurgeItem? Experiment { get; init; }

    /// <summary>Continues after this key; −1 to begin.</summary>
    public long AfterKey { get; init; } = -1;

    /// <summary>At most this many.</summary>
    public int Limit { get; init; } = 500;
}

/// <summary>How much an item holds.</summary>
/// <param name="Runs">Runs of an experiment; 1 for a run.</param>
/// <param name="Models">Logged models of an experiment; 1 for a model.</param>
/// <param name="Points">Metric points in sealed blocks.</param>
public readonly record struct PurgeSize(long Runs, long Models, long Points);
