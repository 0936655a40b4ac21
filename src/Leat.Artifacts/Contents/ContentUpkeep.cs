using Leat.Core.Artifacts;

namespace Leat.Artifacts.Contents;

/// <summary>The upkeep of the contents of a repository.</summary>
internal sealed class ContentUpkeep(IArtifactRepository repository, ContentFormat format, TimeProvider time) : IContentUpkeep
{
    public async Task<CollectedContents> CollectAsync(TimeSpan grace, CancellationToken cancellationToken = default) =>
        await format.IsThereAsync(cancellationToken).ConfigureAwait(false)
            ? await new ContentCollector(repository, time).RunAsync(grace, cancellationToken).ConfigureAwait(false)
            : default;

    public async Task<VerifiedContents> VerifyAsync(IProgress<DamagedFile> report, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (!await format.IsThereAsync(cancellationToken).ConfigureAwait(false))
            return default;
        var files = await ContentWalk.ReferencesAsync(repository, cancellationToken).ConfigureAwait(false);
        var (contents, contentBytes, damaged) = (0L, 0L, 0L);
        foreach (var sharing in files.GroupBy(file => file.Reference))
        {
            (contents, contentBytes) = (contents + 1, contentBytes + sharing.Key.Size);
            if (await FindFaultAsync(sharing.Key, cancellationToken).ConfigureAwait(false) is not { } fault)
                continue;
            foreach (var (path, _) in sharing.OrderBy(file => file.Path, StringComparer.Ordinal))
            {
                damaged++;
                report.Report(new DamagedFile(path, fault));
            }
        }

        return new VerifiedContents(files.Count, contents, files.Sum(file => file.Reference.Size), contentBytes, damaged);
    }

    public async Task<VerifiedContents> MakePlainAsync(IProgress<DamagedFile> report, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (!await format.IsThereAsync(cancellationToken).ConfigureAwait(false))
            return default;
        var files = await ContentWalk.ReferencesAsync(repository, cancellationToken).ConfigureAwait(false);
        var damaged = 0;
        foreach (var (path, reference) in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            if (await TryGiveAsync(path, reference, cancellationToken).ConfigureAwait(false) is not { } fault)
                continue;
            damaged++;
            report.Report(new DamagedFile(path, fault));
        }

        // Only what nothing refers to any more may go, the contents of damaged files among them.
        if (damaged == 0 && (await ContentWalk.ReferencesAsync(repository, cancellationToken).ConfigureAwait(false)).IsEmpty)
        {
            await repository.DeleteAsync(ContentPlaces.Folder, cancellationToken).ConfigureAwait(false);
            format.Forget();
        }

        return new VerifiedContents(
            files.Count, files.Select(file => file.Reference.Blob).Distinct().Count(), files.Sum(file => file.Reference.Size), 0, damaged);
    }

    /// <summary>Null for a content that is as it was stored.</summary>
    private async Task<string?> FindFaultAsync(ContentReference reference, CancellationToken cancellationToken)
    {
        if (await repository.TryOpenAsync(ContentPlaces.BlobOf(reference.Blob), cancellationToken).ConfigureAwait(false) is not { } content)
            return "its content is missing";
        await using (content.ConfigureAwait(false))
        {
            var hashed = new HashingStream(content.Stream);
            await using (hashed.ConfigureAwait(false))
            {
                await hashed.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
                return hashed.Count != reference.Size ? $"its content has {hashed.Count} bytes instead of {reference.Size}"
                    : hashed.Hash() != reference.Hash ? "its content has changed"
                    : null;
            }
        }
    }

    /// <summary>Gives a file its content, if that is as it was stored.</summary>
    private async Task<string?> TryGiveAsync(string path, ContentReference reference, CancellationToken cancellationToken)
    {
        if (await FindFaultAsync(reference, cancellationToken).ConfigureAwait(false) is { } fault)
            return fault;
        if (reference.Size == ContentReference.Bytes && await repository.TryReadReferenceAsync(ContentPlaces.BlobOf(reference.Blob), cancellationToken).ConfigureAwait(false) is not null)
            return "its content looks like a reference to a content itself, and would be taken for one";
        var content = await repository.OpenReadAsync(ContentPlaces.BlobOf(reference.Blob), cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
            await repository.WriteAsync(path, new ArtifactBody(content.Stream, reference.Size), cancellationToken).ConfigureAwait(false);
        return null;
    }
}
