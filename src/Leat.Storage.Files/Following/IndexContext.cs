using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>What those share that keep an index in step with the files.</summary>
/// <param name="Layout">Where things lie.</param>
/// <param name="Disk">Changes files.</param>
/// <param name="Folder">Reads files.</param>
/// <param name="Index">The store beside the files, from which searches are answered.</param>
/// <param name="Book">Which files the index has taken.</param>
/// <param name="Notes">Gets what cannot be taken.</param>
internal sealed record IndexContext(FileLayout Layout, DiskFiles Disk, MlrunsFolder Folder, ITrackingStore Index, StampBook Book, IFileNotes Notes)
{
    public void Note(FileThing kind, string id, string text) => Notes.Add(new FileNote(kind, id, IsLoss: true, text));

    /// <summary>Removes something for good that was deleted in the index.</summary>
    public async Task PurgeAsync(PurgeKind kind, string id)
    {
        var item = await Index.Purge.GetAsync(kind, id, deletedBeforeMs: null).ConfigureAwait(false);
        await Index.Purge.RemoveAsync(item.IsMarked ? [item] : await Index.Purge.MarkAsync([item]).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Does something with what may be gone already.</summary>
    /// <returns>Whether it was there.</returns>
    public static async Task<bool> TryAsync(Func<Task> action)
    {
        try
        {
            await action().ConfigureAwait(false);
            return true;
        }
        catch (LeatException error) when (error.Code == ErrorCode.ResourceDoesNotExist)
        {
            return false;
        }
    }
}
