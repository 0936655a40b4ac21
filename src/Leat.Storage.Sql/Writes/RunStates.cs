using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Writes;

/// <summary>The states of runs that a writer has looked up and that are still valid.</summary>
internal sealed class RunStates(SqlSession session)
{
    private readonly Dictionary<string, RunState> _known = new(StringComparer.Ordinal);

    public int Count => _known.Count;

    public bool Contains(string runId) => _known.ContainsKey(runId);

    /// <summary>The state of a run, looked up unless it is cached; null if there is no such run.</summary>
    public async ValueTask<RunState?> FindAsync(string runId)
    {
        if (!_known.ContainsKey(runId))
            await session.RunAllAsync([LookUp([runId])]).ConfigureAwait(false);
        return _known.GetValueOrDefault(runId);
    }

    /// <summary>A query that caches those of these runs that exist.</summary>
    public SqlStatement LookUp(IReadOnlyList<string> runIds) => new(
        runIds.Count == 1 ? $"{RunState.Select} WHERE r.run_id = @p0" : $"{RunState.Select} WHERE {session.Syntax.InTexts("r.run_id", "@p0")}",
        [runIds.Count == 1 ? runIds[0] : session.Syntax.ListOf(runIds)],
        row => _known[row.NextText()] = RunState.Read(row));

    public void Clear() => _known.Clear();
}
