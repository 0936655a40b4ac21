using Leat.Core;

namespace Leat.Cli.Upkeep;

/// <summary>Upkeep works on a store that is there; a mistyped path is not to make an empty one.</summary>
internal static class StoreFile
{
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: the SQLite file is not there.</exception>
    public static void RequireExisting(StoreUri uri)
    {
        if (uri.Kind == StoreKind.Sqlite && !File.Exists(uri.Path))
        {
            throw LeatException.DoesNotExist(
                $"There is no database '{Path.GetFullPath(uri.Path!)}': name the store with --backend-store-uri, "
                + "for example 'sqlite:////var/lib/leat/leat.db'.");
        }
    }
}
