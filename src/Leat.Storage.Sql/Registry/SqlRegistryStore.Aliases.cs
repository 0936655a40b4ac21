using Leat.Core;
using Leat.Storage.Sql.Rows;

namespace Leat.Storage.Sql.Registry;

/// <content>Aliases and latest versions.</content>
internal sealed partial class SqlRegistryStore
{
    public Task<IReadOnlyList<ModelVersion>> GetLatestVersionsAsync(
        string name, IReadOnlyList<ModelStage> stages, CancellationToken cancellationToken = default) =>
        ReadAsync(reads => reads.GetLatestVersionsAsync(name, stages), cancellationToken);

    public Task SetAliasAsync(string name, string aliasName, long version, CancellationToken cancellationToken = default)
    {
        RegistryRules.CheckNewAlias(aliasName);
        return WriteVersionAsync(
            name,
            version,
            async (transaction, key) =>
            {
                var model = await RegistryState.GetModelAsync(transaction.Session, workspace.Key, name).ConfigureAwait(false);
                return await transaction.WriteRowAsync(RowWrites.Alias, model, aliasName, key).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task DeleteAliasAsync(string name, string aliasName, CancellationToken cancellationToken = default)
    {
        RegistryRules.CheckAlias(aliasName);
        return WriteModelAsync(
            name,
            (transaction, model) => transaction.WriteAsync(
                "DELETE FROM registered_model_aliases WHERE registered_model = @p0 AND alias = @p1", model, aliasName),
            cancellationToken);
    }

    public Task<ModelVersion> GetVersionByAliasAsync(string name, string aliasName, CancellationToken cancellationToken = default)
    {
        RegistryRules.CheckAlias(aliasName);
        return ReadAsync(reads => reads.GetByAliasAsync(name, aliasName), cancellationToken);
    }
}
