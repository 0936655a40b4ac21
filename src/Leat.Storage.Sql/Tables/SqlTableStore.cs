using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Runs;
using Microsoft.Extensions.Logging;

namespace Leat.Storage.Sql.Tables;

/// <summary>Runs and experiments as tables, in SQL.</summary>
/// <param name="database">The database.</param>
/// <param name="experiments">Finds experiments.</param>
internal sealed class SqlTableStore(SqlDatabase database, SqlExperimentStore experiments) : ITableStore
{
    private readonly ILogger _searchLog = database.Options.LoggerFactory.CreateLogger<RunSearcher>();

    public Task<RunTable> GetTableAsync(RunTableQuery query, CancellationToken cancellationToken = default)
    {
        var begin = query.Offset is { } offset ? (offset, null) : RunPageToken.Read(query.Search);
        return database.Readers.SearchAsync(
            async session =>
            {
                var found = query.RunIds is { } runIds
                    ? await FindAsync(session, runIds, cancellationToken).ConfigureAwait(false)
                    : await RunSearcher.FindAsync(database, session, OneMore(query.Search), begin, _searchLog, cancellationToken).ConfigureAwait(false);
                return await MakeTableAsync(session, query, begin.Offset, found, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task<RunCount> CountAsync(RunCountQuery query, CancellationToken cancellationToken = default) => database.Readers.SearchAsync(
        session => new RunCounter(database, session, query, cancellationToken).CountAsync(), cancellationToken);

    public Task<RunKeyPage> GetKeysAsync(RunKeyQuery query, CancellationToken cancellationToken = default) => database.Readers.ReadAsync(
        session => new RunKeyReader(database, session, query, cancellationToken).ReadAsync(), cancellationToken);

    public Task<RunValueList> GetValuesAsync(RunValueQuery query, CancellationToken cancellationToken = default) => database.Readers.ReadAsync(
        session => new RunValueReader(database, session, query, cancellationToken).ReadAsync(), cancellationToken);

    public Task<Page<ExperimentRow>> GetExperimentsAsync(ExperimentTableQuery query, CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync(
            async session =>
            {
                var page = query.Ids is { } ids
                    ? new Page<Experiment>(await experiments.FindAsync(session, ids, cancellationToken).ConfigureAwait(false), null)
                    : await experiments.SearchAsync(session, query.Search, cancellationToken).ConfigureAwait(false);
                var rows = await new ExperimentTableReader(database, session, cancellationToken).ReadAsync(page.Items).ConfigureAwait(false);
                return new Page<ExperimentRow>(rows, page.NextPageToken);
            },
            cancellationToken);

    private async Task<RunTable> MakeTableAsync(
        SqlSession session, RunTableQuery query, long offset, List<(long Key, RunInfo Info)> found, CancellationToken cancellationToken)
    {
        var size = (int)query.Search.MaxResults;
        var goesOn = query.RunIds is null && found.Count > size;
        if (goesOn)
            found.RemoveRange(size, found.Count - size);
        var reader = new RunTableReader(database, session, found, query.Search.View, cancellationToken);
        await reader.ReadAsync(query.Columns, goesOn ? query.Search.OrderBy.Terms : []).ConfigureAwait(false);
        return new RunTable(
            [.. found.Select(run => run.Info.RunId)],
            [.. query.Columns.Select(reader.ValuesOf)],
            goesOn ? RunPageToken.After(query.Search, offset + size, reader.LastRun()) : null);
    }

    /// <summary>One run more than the page holds tells whether there is a next page.</summary>
    private static RunQuery OneMore(RunQuery search) => search with { MaxResults = search.MaxResults + 1 };

    /// <summary>The runs with these ids, in their order, each once.</summary>
    private async Task<List<(long Key, RunInfo Info)>> FindAsync(SqlSession session, IReadOnlyList<string> runIds, CancellationToken cancellationToken)
    {
        var runs = await session.ReadAsync(
            $"SELECT {RunColumns.All} FROM {RunColumns.From} WHERE {database.Syntax.InTexts("r.run_id", "@p0")}",
            [database.Syntax.ListOf(runIds)],
            RunColumns.Read,
            cancellationToken).ConfigureAwait(false);
        var byId = runs.ToDictionary(run => run.Info.RunId, StringComparer.Ordinal);
        return [.. runIds.Distinct(StringComparer.Ordinal).Where(byId.ContainsKey).Select(runId => byId[runId])];
    }
}
