using Leat.Cli.Serving;
using Leat.Core;

namespace Leat.Cli.Moving;

/// <summary>What opening a store would change in it: a store brings its tables up to date.</summary>
internal static class StoreSchema
{
    /// <summary>Whether a store holds no tables yet.</summary>
    /// <exception cref="LeatException">It holds those of another version, and opening it would change them.</exception>
    public static async Task<bool> IsEmptyAsync(StoreUri uri, CancellationToken cancellationToken)
    {
        if (uri.Kind == StoreKind.Sqlite && !File.Exists(uri.Path))
            return true;
        await using var upkeep = await StoreOpener.OpenUpkeepAsync(uri, cancellationToken);
        var schema = await upkeep.GetSchemaAsync(cancellationToken);
        if (schema.Found != 0 && schema.Found != schema.Known)
        {
            throw LeatException.InvalidParameter(
                $"The store {uri} has schema version {schema.Found}, this Leat's is {schema.Known}, and this command changes nothing: run 'leat db upgrade {uri}' before.");
        }

        return schema.Found == 0;
    }
}
