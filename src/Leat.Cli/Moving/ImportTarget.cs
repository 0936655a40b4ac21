using Leat.Core;

namespace Leat.Cli.Moving;

/// <summary>The store that an import goes to. A dry run into one that is empty or not there looks at an empty one elsewhere, so that nothing is
/// created.</summary>
internal sealed class ImportTarget : IDisposable
{
    private readonly DirectoryInfo? _folder;

    private ImportTarget(StoreUri uri, DirectoryInfo? folder) => (Uri, _folder) = (uri, folder);

    public StoreUri Uri { get; }

    /// <exception cref="LeatException">A dry run would have to change the store in order to look at it.</exception>
    public static async Task<ImportTarget> FindAsync(StoreUri uri, bool dryRun, CancellationToken cancellationToken)
    {
        if (!dryRun || !await StoreSchema.IsEmptyAsync(uri, cancellationToken))
            return new ImportTarget(uri, null);
        var folder = Directory.CreateTempSubdirectory("leat-import-");
        return new ImportTarget(StoreUri.Parse($"sqlite:///{Path.Combine(folder.FullName, "empty.db")}"), folder);
    }

    public void Dispose() => _folder?.Delete(recursive: true);
}
