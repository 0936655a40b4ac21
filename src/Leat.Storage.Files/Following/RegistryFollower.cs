using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Keeps the registered models of an index in step with their folders. One that has changed is read anew with its versions.</summary>
internal sealed class RegistryFollower(IndexContext context)
{
    public const string Prefix = "g/";

    private readonly MlrunsModelReader _reader = new(context.Folder);
    private readonly KeyedLocks _locks = new();

    public static string KeyOf(string name) => Prefix + name;

    /// <summary>Takes what has changed in one registered model.</summary>
    public async Task FollowAsync(string name, CancellationToken cancellationToken)
    {
        using (await _locks.EnterAsync("", cancellationToken).ConfigureAwait(false))
        {
            await FollowHeldAsync(name).ConfigureAwait(false);
        }
    }

    /// <summary>Takes what has changed in all of them.</summary>
    public async Task<int> FollowAllAsync(CancellationToken cancellationToken)
    {
        using (await _locks.EnterAsync("", cancellationToken).ConfigureAwait(false))
        {
            var names = context.Layout.RegisteredModels().Select(folder => folder.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var (key, _) in context.Book.All)
            {
                if (key.StartsWith(Prefix, StringComparison.Ordinal))
                    names.Add(key[Prefix.Length..]);
            }

            foreach (var name in names)
                await FollowHeldAsync(name).ConfigureAwait(false);
            return names.Count;
        }
    }

    /// <summary>Notes that the index has what was written to the files of a registered model.</summary>
    public void Take(string name, IReadOnlyDictionary<string, FileStamp> written)
    {
        var stamp = new ThingStamp("");
        if (FolderListing.Of(context.Layout.RegisteredFolderOf(name)) is { } found)
            stamp.Take(found);
        stamp.Take(written, context.Layout.RegisteredFolderOf(name));
        context.Book.Set(KeyOf(name), stamp);
    }

    private async Task FollowHeldAsync(string name)
    {
        var folder = context.Layout.RegisteredFolderOf(name);
        var (known, found) = (context.Book.Find(KeyOf(name)), MlrunsNames.FaultOfRegisteredModel(name) is null ? FolderListing.Of(folder) : null);
        if (known is null ? found is null : found is not null && known.IsOf(found, folder))
            return;
        context.Book.Forget(KeyOf(name));
        await IndexContext.TryAsync(() => context.Index.Registry.DeleteRegisteredModelAsync(name)).ConfigureAwait(false);
        if (found is null || !MlrunsFolder.HasMeta(folder) || _reader.ReadRegistered(new DirectoryInfo(folder)) is not { } model || model.Model.Name != name)
            return;
        try
        {
            await context.Index.Bulk.LoadRegisteredModelsAsync([model]).ConfigureAwait(false);
        }
        catch (LeatException error) when (error.HttpStatus < 500)
        {
            context.Note(FileThing.RegisteredModel, name, $"It is not shown: {error.Message}");
        }

        Set(name, found);
    }

    private void Set(string name, Dictionary<string, FoundFile> found)
    {
        var stamp = new ThingStamp("");
        stamp.Take(found);
        context.Book.Set(KeyOf(name), stamp);
    }
}
