using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Tables of runs and experiments, from the index.</summary>
internal sealed class FileTableStore(FileIndex index) : ITableStore
{
    private ITableStore Inner => index.Store.Tables;

    public async Task<RunTable> GetTableAsync(RunTableQuery query, CancellationToken cancellationToken = default)
    {
        foreach (var id in query.RunIds ?? [])
            await index.FollowRunAsync(id, cancellationToken).ConfigureAwait(false);
        await index.FollowRunsAsync(query.Search.ExperimentIds, cancellationToken).ConfigureAwait(false);
        return await Inner.GetTableAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public async Task<RunCount> CountAsync(RunCountQuery query, CancellationToken cancellationToken = default)
    {
        await index.FollowRunsAsync(query.ExperimentIds, cancellationToken).ConfigureAwait(false);
        return await Inner.CountAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public async Task<RunKeyPage> GetKeysAsync(RunKeyQuery query, CancellationToken cancellationToken = default)
    {
        await index.FollowRunsAsync(query.ExperimentIds, cancellationToken).ConfigureAwait(false);
        return await Inner.GetKeysAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public async Task<RunValueList> GetValuesAsync(RunValueQuery query, CancellationToken cancellationToken = default)
    {
        await index.FollowRunsAsync(query.ExperimentIds, cancellationToken).ConfigureAwait(false);
        return await Inner.GetValuesAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Page<ExperimentRow>> GetExperimentsAsync(ExperimentTableQuery query, CancellationToken cancellationToken = default)
    {
        await index.FollowRunsAsync(query.Ids, cancellationToken).ConfigureAwait(false);
        return await Inner.GetExperimentsAsync(query, cancellationToken).ConfigureAwait(false);
    }
}
